package io.qubix.api.memory;

/**
 * Bounds the bytes that wait in one place: a part of the largest heap that the JVM may have. All
 * places are listed here, so that their sum can be checked, and a node with a small heap holds less
 * instead of dying.
 */
public enum HeapShare {
  /** Events on their way to the store. What does not fit is refused, and may come again. */
  APPENDING(16),

  /** Committed events that wait for the readers; what does not fit is read from the store. */
  HANDED_OVER(64),

  /** The newest events, kept for all readers. */
  NEWEST(32),

  /** Events that one reader of the log takes at once. */
  READING(256),

  /** The aggregates used last. */
  AGGREGATES(12);

  private static final long LEAST = 1_000_000;

  private final int part;

  HeapShare(int part) {
    this.part = part;
  }

  public long bytes() {
    return of(Runtime.getRuntime().maxMemory());
  }

  long of(long heap) {
    return Math.max(LEAST, heap / part);
  }
}
