package io.qubix.log.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects consecutive events of the log; a null filter selects every event.
 *
 * @param after the position before the range
 * @param upTo the last position of the range, inclusive
 * @param newestFirst whether the range is read from its end
 * @param type the simple name, as in {@code JobCreated}
 * @param stream {@code job:ID}, {@code provider:WORKER} or {@code user:ADDRESS}
 * @param since only events of this time or later
 * @param until only earlier events
 */
public record EventRange(
    long after,
    long upTo,
    boolean newestFirst,
    @Nullable String type,
    @Nullable String stream,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** Returns the range of a whole stream, oldest first. */
  public static EventRange ofStream(String stream, long after) {
    return new EventRange(after, Long.MAX_VALUE, false, null, stream, null, null);
  }

  /** Returns whether an event is in the range. */
  public boolean holds(StoredEvent event) {
    return event.position() > after
        && event.position() <= upTo
        && (type == null || type.equals(event.type()))
        && (stream == null || stream.equals(event.stream()))
        && (since == null || !event.timestamp().isBefore(since))
        && (until == null || event.timestamp().isBefore(until));
  }
}
