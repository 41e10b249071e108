package io.qubix.command.job;

import io.qubix.api.job.JobRules;
import java.time.Instant;

/**
 * A job's wait for a provider.
 *
 * @param attempt the next attempt, from 1
 * @param left whether it is recorded that no provider fits
 * @param timedOut whether it is marked that it lasted too long
 */
record Wait(int attempt, Instant since, boolean left, boolean timedOut) {

  static Wait begin(int attempt, Instant since) {
    return new Wait(attempt, since, false, false);
  }

  Wait leftWaiting() {
    return new Wait(attempt, since, true, timedOut);
  }

  Wait overdue() {
    return new Wait(attempt, since, left, true);
  }

  Instant timesOutAt() {
    return JobRules.timesOutAt(since);
  }
}
