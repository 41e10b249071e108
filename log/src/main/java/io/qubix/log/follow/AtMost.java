package io.qubix.log.follow;

import io.qubix.runtime.memory.HeapShare;

/**
 * Bounds what a reader of the log takes at a time. It always takes one event, however large.
 *
 * @param bytes as the events are stored
 */
public record AtMost(int events, long bytes) {

  /** Returns a bound of {@code number} events, and of the bytes that one reader may hold. */
  public static AtMost events(int number) {
    return new AtMost(number, HeapShare.READING.bytes());
  }

  /** Returns the tighter of two bounds, for events and for bytes. */
  public AtMost within(AtMost other) {
    return new AtMost(Math.min(events, other.events), Math.min(bytes, other.bytes));
  }

  /** Returns whether a reader has room for another event. */
  public boolean hasRoom(int taken, long takenBytes) {
    return taken < events && takenBytes < bytes;
  }
}
