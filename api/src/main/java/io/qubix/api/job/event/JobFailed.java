package io.qubix.api.job.event;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The last attempt failed, or the job expired; it is over and the consumer is not charged.
 *
 * @param attempt the last, or the one that it waited for
 * @param cause when it was no attempt that failed, or null
 */
@Revision("1")
public record JobFailed(
    JobId jobId, int attempt, String error, @Nullable FailureCause cause, Instant failedAt)
    implements JobEvent {

  public JobFailed(JobId jobId, int attempt, String error, Instant failedAt) {
    this(jobId, attempt, error, null, failedAt);
  }
}
