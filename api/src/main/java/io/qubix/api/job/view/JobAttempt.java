package io.qubix.api.job.view;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobStatus;
import io.qubix.api.matching.DecisionReceipt;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
public record JobAttempt(
    int number,
    JobView.Provider provider,
    Instant assignedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable AttemptEnd end,
    @Nullable String error,
    DecisionReceipt receipt) {

  /** Returns the last status of the job in this attempt. */
  public JobStatus status() {
    if (end == null) {
      return startedAt == null ? JobStatus.ASSIGNED : JobStatus.RUNNING;
    }
    return switch (end) {
      case COMPLETED -> JobStatus.COMPLETED;
      case FAILED, LOST, GIVEN_BACK, TIMED_OUT, STALLED, BUDGET -> JobStatus.FAILED;
      case CANCELLED -> JobStatus.CANCELLED;
    };
  }
}
