package io.qubix.command.job;

import io.qubix.api.job.WorkTime;
import java.time.Duration;

/** Says which time an attempt is paid for. */
enum Metering {
  /** What the worker says. */
  TRUST,

  /** What the worker says, but at most the time since the assignment. */
  WALL_CLOCK;

  /**
   * @param claimed the reported time, or else the time since the start of the work
   */
  Duration billed(Duration claimed, WorkTime time) {
    return this == TRUST || claimed.compareTo(time.measured()) < 0 ? claimed : time.measured();
  }
}
