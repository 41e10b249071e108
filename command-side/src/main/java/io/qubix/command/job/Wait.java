package io.qubix.command.job;

import java.time.Duration;
import java.time.Instant;

/**
 * A job's wait for a provider.
 *
 * @param attempt the attempt that it waits for, 1 to 4
 * @param left whether the matcher said that nobody fits
 * @param timedOut whether it was found to have lasted too long
 */
record Wait(int attempt, Instant since, boolean left, boolean timedOut) {

  /** How long a job waits before that is announced. */
  static final Duration DEADLINE = Duration.ofSeconds(30);

  static Wait begin(int attempt, Instant since) {
    return new Wait(attempt, since, false, false);
  }

  Wait leftWaiting() {
    return new Wait(attempt, since, true, timedOut);
  }

  Wait overdue() {
    return new Wait(attempt, since, left, true);
  }

  boolean isOverdueAt(Instant now) {
    return !now.isBefore(since.plus(DEADLINE));
  }
}
