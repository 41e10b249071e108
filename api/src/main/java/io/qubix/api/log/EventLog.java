package io.qubix.api.log;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the log. Its positions have no gaps and are the order of commits: who has passed a position
 * has seen everything up to it.
 *
 * <p>Inputs and results may be large. What reads many events reads them {@linkplain Contents
 * without these}, or in pages that the store bounds in bytes before it sends anything.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the store is away.
 */
public interface EventLog {

  /** The position of the newest event; 0 when there is none. */
  long head();

  /**
   * The events of one stream without their contents, oldest first; empty when there is no such
   * stream.
   */
  List<StoredEvent> stream(String stream);

  /**
   * Reads one of the contents of each of these events.
   *
   * @param member one of {@link Contents#MEMBERS}
   * @param largest in bytes of JSON; what is larger stays in the store, and is said to be omitted
   */
  List<Content> contents(Collection<Long> positions, String member, int largest);

  /** Returns how many bytes the events of one stream take when they are read whole. */
  long bytesOf(String stream);

  /**
   * Reads some whole events. The page ends before it has too many events or bytes, except that it
   * always has the first event of the range.
   */
  EventPage page(EventRange range, int limit);

  /**
   * Hands over events without their contents, in the order of the log, as they are read.
   *
   * @param after the position that came before
   * @param upTo the last position, inclusive
   * @param types the simple names wanted; empty: all
   */
  void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer);
}
