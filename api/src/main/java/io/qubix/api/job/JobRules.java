package io.qubix.api.job;

import java.time.Duration;
import java.time.Instant;

/** The rules of a job's life: the number of attempts, and the longest unmarked wait. */
public final class JobRules {

  /** The most times that a failed job is put back on the market. */
  public static final int MAX_REASSIGNMENTS = 3;

  public static final int MAX_ATTEMPTS = 1 + MAX_REASSIGNMENTS;

  /** The wait for a provider after which a job is marked. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private JobRules() {}

  /** Returns whether a job goes back to the market after this attempt, 1 to 4, failed. */
  public static boolean mayRetryAfter(int attempt) {
    return attempt < MAX_ATTEMPTS;
  }

  /** Returns when a job that waits since {@code waitingSince} has waited too long. */
  public static Instant timesOutAt(Instant waitingSince) {
    return waitingSince.plus(PATIENCE);
  }
}
