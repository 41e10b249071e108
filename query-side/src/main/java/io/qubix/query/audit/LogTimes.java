package io.qubix.query.audit;

import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Finds the part of the log with the events of a time span, without an index: by binary search.
 * Positions are in commit order, and times almost so.
 */
final class LogTimes {

  /** Events whose times differ by more than this are in time order in the log. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  private final EventLog log;

  LogTimes(EventLog log) {
    this.log = log;
  }

  /** Returns a position at or before the first wanted event. */
  long firstOf(LogSearch.Selection wanted) {
    return wanted.since() == null ? 1 : firstSince(wanted.since().minus(DELAY));
  }

  /** Returns a position at or after the last wanted event, at most the head. */
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
