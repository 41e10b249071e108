package io.qubix.log.read;

import io.qubix.log.follow.AtMost;

/** Reads the log forward, as this version knows its events. */
public interface LogReader {

  /** Returns the next events after a position, or none when there are none yet. */
  LogPage read(long after, BoundedRead contents, AtMost most);
}
