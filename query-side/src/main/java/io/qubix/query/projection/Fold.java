package io.qubix.query.projection;

import java.util.List;

/**
 * Folds events into a read model: first in memory, then with common writes. Used by one thread at a
 * time.
 */
public interface Fold {

  /** Returns whether it uses events of that type; other events cost less. */
  boolean reads(Class<?> eventType);

  /** Reads the rows that the next events need, in as few queries as possible. */
  default void prepare(List<LoggedEvent> events) {}

  /**
   * Folds one event; ignores an event that the read model does not use.
   *
   * @throws RuntimeException when the event cannot be folded; it has then changed nothing
   */
  void apply(LoggedEvent event);

  /** Writes the changes since the last call. */
  void flush();

  /** Drops all unwritten changes, and everything remembered from the tables. */
  void forget();
}
