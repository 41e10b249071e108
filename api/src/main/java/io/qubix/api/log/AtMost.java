package io.qubix.api.log;

import io.qubix.api.memory.HeapShare;

/**
 * How much of the log a reader takes at once. It always takes one event, however large.
 *
 * @param bytes as the events are stored
 */
public record AtMost(int events, long bytes) {

  /** So many events, as long as they take no more memory than a reader may. */
  public static AtMost events(int number) {
    return new AtMost(number, HeapShare.READING.bytes());
  }

  /** Whether another event may be taken by who has these. */
  public boolean hasRoom(int taken, long takenBytes) {
    return taken < events && takenBytes < bytes;
  }
}
