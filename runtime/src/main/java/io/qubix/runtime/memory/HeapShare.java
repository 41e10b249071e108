package io.qubix.runtime.memory;

/**
 * Bounds the bytes that wait in one place, as a part of the largest heap that the JVM may have. All
 * places are listed here, so that their sum can be checked. A node with a small heap then holds
 * less instead of dying.
 */
public enum HeapShare {
  /** Events on their way to the store. Further ones are refused and may be sent again. */
  APPENDING(16),

  /** Committed events that wait for the readers. Further ones are read from the store. */
  HANDED_OVER(64),

  /** The newest events, kept for all readers. */
  NEWEST(32),

  /** Events that one reader of the log takes at a time. */
  READING(256),

  /** The most recently used aggregates. */
  AGGREGATES(12),

  /** Bodies of requests, as they arrive. */
  RECEIVED(8),

  /** The objects made of these bodies. */
  READ(4),

  /** Answers that have not left yet. */
  ANSWERS(8);

  private static final long LEAST = 1_000_000;

  private final int part;

  HeapShare(int part) {
    this.part = part;
  }

  public long bytes() {
    return of(Runtime.getRuntime().maxMemory());
  }

  /** Returns the bytes of a heap of that size. */
  public long of(long heap) {
    return Math.max(LEAST, heap / part);
  }
}
