package io.qubix.query.projection;

import java.util.List;

/**
 * Events on their way into a read model: folded in memory first, then written together. Used by one
 * thread at a time.
 */
public interface Fold {

  /** Whether it has a use for events of that type; others cost it less. */
  boolean reads(Class<?> eventType);

  /** Reads what the events to come will need, in as few queries as it can. */
  default void prepare(List<LoggedEvent> events) {}

  /**
   * Folds one event; ignores one that the read model has no use for.
   *
   * @throws RuntimeException when the event cannot be folded; then nothing of it was
   */
  void apply(LoggedEvent event);

  /** Writes what was folded since the last time. */
  void flush();

  /** Drops what was not written, and whatever was kept in memory of the tables. */
  void forget();
}
