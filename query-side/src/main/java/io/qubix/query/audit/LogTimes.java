package io.qubix.query.audit;

import io.qubix.api.log.EventLog;
import io.qubix.api.log.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Finds the part of the log where the events of a time are, without an index: by halves. Positions
 * are the order of commits, and times nearly so.
 */
final class LogTimes {

  /** Two events whose times are further apart are never the other way around in the log. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  private final EventLog log;

  LogTimes(EventLog log) {
    this.log = log;
  }

  /** A position that none of the wanted events is before. */
  long firstOf(LogSearch.Selection wanted) {
    return wanted.since() == null ? 1 : firstSince(wanted.since().minus(DELAY));
  }

  /** A position that none of the wanted events is behind, up to the head. */
  long lastOf(LogSearch.Selection wanted, long head) {
    return wanted.until() == null
        ? head
        : Math.min(head, firstSince(wanted.until().plus(DELAY)) - 1);
  }

  private long firstSince(Instant at) {
    long low = 1;
    long high = log.head() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (timeOf(middle).isBefore(at)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Instant timeOf(long position) {
    StoredEvent[] found = new StoredEvent[1];
    log.scan(position - 1, position, Set.of(), event -> found[0] = event);
    return found[0] == null ? Instant.MAX : found[0].timestamp();
  }
}
