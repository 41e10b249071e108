package io.qubix.api.job;

import io.qubix.api.provider.AttemptEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One provider's attempt at a job.
 *
 * @param number from 1
 * @param provider as agreed when the attempt began
 * @param startedAt the time of the first progress, or null before
 * @param endedAt the time of the end, or null while the provider holds the job
 * @param end how the attempt ended, or null while the provider holds the job
 * @param error why it failed or was cancelled, or null
 * @param receipt why this provider got the job
 */
public record JobAttempt(
    int number,
    JobView.Provider provider,
    Instant assignedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable AttemptEnd end,
    @Nullable String error,
    DecisionReceipt receipt) {

  static JobAttempt begin(JobAssigned event) {
    return new JobAttempt(
        event.attempt(),
        JobView.Provider.of(event.provider()),
        event.assignedAt(),
        null,
        null,
        null,
        null,
        event.receipt());
  }

  /** Returns the last status of the job in this attempt. */
  public JobStatus status() {
    if (end == null) {
      return startedAt == null ? JobStatus.ASSIGNED : JobStatus.RUNNING;
    }
    return switch (end) {
      case COMPLETED -> JobStatus.COMPLETED;
      case FAILED, LOST -> JobStatus.FAILED;
      case CANCELLED -> JobStatus.CANCELLED;
    };
  }

  JobAttempt started(Instant at) {
    return new JobAttempt(number, provider, assignedAt, at, null, null, null, receipt);
  }

  JobAttempt ended(AttemptEnd how, Instant at, @Nullable String why) {
    return new JobAttempt(number, provider, assignedAt, startedAt, at, how, why, receipt);
  }
}
