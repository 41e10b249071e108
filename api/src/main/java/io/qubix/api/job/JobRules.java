package io.qubix.api.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The rules of a job's life: how often and how soon it is put back, and its longest wait. */
public final class JobRules {

  /** The most times that a job is put back after failures, if its terms say nothing. */
  public static final int MAX_REASSIGNMENTS = 3;

  /** The seconds before each reassignment, if its terms say nothing. */
  public static final List<Integer> BACKOFF = List.of(0, 2, 8);

  /** The most times that a job's terms may put it back after failures. */
  public static final int MOST_REASSIGNMENTS = 10;

  /** How often a job is put back for nothing: its provider was lost, or gave it back. */
  public static final int FREE_REASSIGNMENTS = 10;

  /** The most attempts that any job can have. */
  public static final int MAX_ATTEMPTS = 1 + MOST_REASSIGNMENTS + FREE_REASSIGNMENTS;

  /** The priority of a job whose terms say nothing. */
  public static final int PRIORITY = 5;

  /** The priority of jobs that come first; 0 is that of jobs that come last. */
  public static final int HIGHEST_PRIORITY = 9;

  /** The wait for a provider after which a job is marked. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private JobRules() {}

  /**
   * Returns whether a failed attempt uses up one of the job's reassignments.
   *
   * @param attempt its number, from 1
   * @param usedUp the reassignments used up before
   */
  public static boolean usesUpReassignment(FailureCause cause, int attempt, int usedUp) {
    int free = attempt - 1 - usedUp;
    return !cause.isLoss() || free >= FREE_REASSIGNMENTS;
  }

  /** Returns the priority of a job with these terms. */
  public static int priority(JobTerms terms) {
    return terms.priority() == null ? PRIORITY : terms.priority();
  }

  /** Returns how many reassignments a job may use up. */
  public static int maxReassignments(JobTerms terms) {
    Integer asked = terms.retry() == null ? null : terms.retry().maxReassignments();
    return asked == null ? MAX_REASSIGNMENTS : asked;
  }

  /**
   * Returns how long a failed job waits before it is offered again.
   *
   * @param reassignment its number, from 1
   */
  public static Duration backoff(JobTerms terms, int reassignment) {
    List<Integer> asked = terms.retry() == null ? null : terms.retry().backoffSeconds();
    List<Integer> seconds = asked == null ? BACKOFF : asked;
    return seconds.isEmpty()
        ? Duration.ZERO
        : Duration.ofSeconds(seconds.get(Math.min(reassignment, seconds.size()) - 1));
  }

  /** Returns when a job that waits since {@code waitingSince} has waited too long. */
  public static Instant timesOutAt(Instant waitingSince) {
    return waitingSince.plus(PATIENCE);
  }
}
