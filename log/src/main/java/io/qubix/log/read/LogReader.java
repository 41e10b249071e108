package io.qubix.log.read;

import io.qubix.log.follow.AtMost;
import io.qubix.log.tail.LogMessage;

/** Reads the log forward, as this version knows its events. */
public interface LogReader {

  /** Returns the next events after a position, or none when there are none yet. */
  LogPage<LogMessage<?>> read(long after, BoundedRead contents, AtMost most);
}
