package io.qubix.app.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds what one client may ask of the server.
 *
 * @param connectionsPerAddress open at once; 0 is no limit
 * @param proxies addresses without that limit, for their connections are those of many
 * @param patience how long a client may take to send, to read, or to wait for its turn, before it
 *     has to show progress
 * @param leastRate how much it must send or read in a second from then on
 * @param requestsAtOnce how many are carried out at a time, beside heartbeats and health; below the
 *     number of Tomcat's threads, each of the rest costs a second way through the filters
 */
@ConfigurationProperties("qubix.http")
record HttpLimits(
    @DefaultValue("1000") int connectionsPerAddress,
    @DefaultValue("127\\..*|0:0:0:0:0:0:0:1") Pattern proxies,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("2KB") DataSize leastRate,
    @DefaultValue("150") int requestsAtOnce) {

  /** Returns how long so many bytes may be under way. */
  Duration timeFor(long bytes) {
    return patience.plusSeconds(bytes / leastRate.toBytes());
  }
}
