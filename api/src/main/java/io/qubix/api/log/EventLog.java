package io.qubix.api.log;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the log. Its positions have no gaps and are the order of commits: who has passed a position
 * has seen everything up to it.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the store is away.
 */
public interface EventLog {

  /** The position of the newest event; 0 when there is none. */
  long head();

  /** The events of one stream, oldest first; empty when there is no such stream. */
  List<StoredEvent> stream(String stream);

  /** The events at these positions, oldest first; positions beyond the head bring none. */
  List<StoredEvent> at(Collection<Long> positions);

  /**
   * Hands over events in the order of the log, as they are read.
   *
   * @param after the position that came before
   * @param upTo the last position, inclusive
   * @param types the simple names wanted; empty: all
   */
  void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer);
}
