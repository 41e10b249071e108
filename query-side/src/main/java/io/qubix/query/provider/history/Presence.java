package io.qubix.query.provider.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes a provider's uptime from the times when it came and went. */
final class Presence {

  /** The provider went online or offline. */
  record Change(Instant at, boolean online) {}

  private Presence() {}

  /**
   * Returns the share of a time span in which a provider was online.
   *
   * @param changes newest first; the time before the oldest change is unknown
   */
  static ProviderHistory.Uptime between(Instant from, Instant until, List<Change> changes) {
    Duration online = Duration.ZERO;
    Instant end = until;
    int interruptions = 0;
    @Nullable Instant since = null;
    for (Change change : changes) {
      Instant start = change.at().isBefore(from) ? from : change.at();
      if (start.isBefore(end)) {
        if (change.online()) {
          online = online.plus(Duration.between(start, end));
        }
        end = start;
      }
      since = start;
      if (!change.at().isAfter(from)) {
        break;
      }
      if (!change.online()) {
        interruptions++;
      }
    }
    if (since == null || !since.isBefore(until)) {
      return new ProviderHistory.Uptime(null, null, 0);
    }
    double share = (double) online.toMillis() / Duration.between(since, until).toMillis();
    return new ProviderHistory.Uptime(Math.min(1, share), since, interruptions);
  }
}
