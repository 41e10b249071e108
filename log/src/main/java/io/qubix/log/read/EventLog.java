package io.qubix.log.read;

import io.qubix.api.Contents;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the log. Positions have no gaps and are in commit order: a reader that has passed a
 * position has seen everything up to it.
 *
 * <p>Inputs and results may be large. Code that reads many events reads them {@linkplain Contents
 * without these}, or in pages that the store bounds in bytes before it sends anything.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the store is away.
 */
public interface EventLog {

  /** Returns the position of the newest event, or 0 when there is none. */
  long head();

  /**
   * Returns the events of one stream without their contents, oldest first; none when there is no
   * such stream.
   */
  List<StoredEvent> stream(String stream);

  /**
   * Reads the input or the result of each of these events.
   *
   * @param member one of {@link Contents#MEMBERS}
   * @param largest in bytes of JSON; larger contents stay in the store and are marked as omitted
   */
  List<Content> contents(Collection<Long> positions, String member, int largest);

  /** Returns the size of all events of a stream, read whole, in bytes. */
  long bytesOf(String stream);

  /**
   * Reads whole events of a range. The page ends before it has too many events or bytes, but always
   * contains the range's first event.
   */
  EventPage page(EventRange range, int limit);

  /**
   * Passes events without their contents to a consumer, in log order, while they are read.
   *
   * @param after the position before the first event
   * @param upTo the last position, inclusive
   * @param types the simple names to read, or none for all
   */
  void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer);
}
