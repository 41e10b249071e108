package io.qubix.api.job;

import java.time.Duration;
import java.time.Instant;

/** The rules of a job's life: how often it is tried, and how long it waits unannounced. */
public final class JobRules {

  /** How often a failed job is put back on the market. */
  public static final int MAX_REASSIGNMENTS = 3;

  public static final int MAX_ATTEMPTS = 1 + MAX_REASSIGNMENTS;

  /** How long a job waits for a provider before it is marked. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private JobRules() {}

  /** Returns whether a job is put back on the market after this attempt, 1 to 4, failed. */
  public static boolean mayRetryAfter(int attempt) {
    return attempt < MAX_ATTEMPTS;
  }

  /** Returns when a job that waits since then has waited too long. */
  public static Instant timesOutAt(Instant waitingSince) {
    return waitingSince.plus(PATIENCE);
  }
}
