package io.qubix.log.read;

import io.qubix.api.Event;
import java.util.List;

/**
 * Reads events as this version knows them: upcast, and without contents.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the store is away.
 */
public interface EventHistory {

  /**
   * An event of the past.
   *
   * @param position its place in the log
   * @param sequence its place in the stream, from 0
   */
  record Past(long position, long sequence, Event event) {}

  /**
   * Returns the events of a stream, oldest first.
   *
   * @param upTo the last position to read
   */
  List<Past> of(String stream, long upTo);
}
