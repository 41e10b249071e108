package io.qubix.app.http.connection;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Counts the open connections of each address. */
public final class ConnectionCap {

  private final int most;
  private final Pattern proxies;
  private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param most connections of one address, or 0 for no limit
   * @param proxies addresses whose connections belong to many clients
   */
  public ConnectionCap(int most, Pattern proxies) {
    this.most = most;
    this.proxies = proxies;
  }

  boolean allows(InetAddress address) {
    return most == 0
        || open.getOrDefault(address, 0) < most
        || proxies.matcher(address.getHostAddress()).matches();
  }

  void opened(InetAddress address) {
    open.merge(address, 1, Integer::sum);
  }

  void closed(InetAddress address) {
    open.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
  }
}
