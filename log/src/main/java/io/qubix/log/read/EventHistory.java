package io.qubix.log.read;

import io.qubix.api.Event;
import java.util.List;

/** Reads the events of one stream as this version knows them: upcast, and without contents. */
public interface EventHistory {

  /**
   * An event of the past.
   *
   * @param sequence its place in the stream, from 0
   */
  record Past(long sequence, Event event) {}

  /**
   * Returns the events of a stream, oldest first.
   *
   * @param upTo the last position to read
   * @throws io.qubix.api.Rejection.Unavailable when the store is away
   */
  List<Past> of(String stream, long upTo);
}
