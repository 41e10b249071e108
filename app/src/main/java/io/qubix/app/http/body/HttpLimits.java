package io.qubix.app.http.body;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits the requests of one client.
 *
 * @param connectionsPerAddress open at a time, or 0 for no limit
 * @param proxies addresses without that limit, because their connections belong to many clients
 * @param patience how long a client may send, read, or wait for its turn before it must show
 *     progress
 * @param leastRate how much it must send or read in a second from then on
 */
@ConfigurationProperties("qubix.http")
public record HttpLimits(
    @DefaultValue("1000") int connectionsPerAddress,
    @DefaultValue("127\\..*|0:0:0:0:0:0:0:1") Pattern proxies,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("2KB") DataSize leastRate) {

  /** Returns the longest time for sending or reading {@code bytes}. */
  public Duration timeFor(long bytes) {
    return patience.plusSeconds(bytes / leastRate.toBytes());
  }
}
