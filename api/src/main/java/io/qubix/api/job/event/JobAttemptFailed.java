package io.qubix.api.job.event;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * An attempt ended without a result.
 *
 * @param willRetry true when the job goes back to the market, false when {@link JobFailed} follows
 * @param reassignments those used up so far, with this one; null in older events, where each
 *     attempt used one up
 * @param retryAt from when on the next attempt may begin, or null for at once, and when there is
 *     none
 */
@Revision("1")
public record JobAttemptFailed(
    JobId jobId,
    int attempt,
    WorkerId worker,
    FailureCause cause,
    String error,
    boolean willRetry,
    @Nullable Integer reassignments,
    @Nullable Instant retryAt,
    Instant failedAt)
    implements JobEvent {

  /** Returns the reassignments that the job has used up. */
  public int usedUp() {
    if (reassignments != null) {
      return reassignments;
    }
    return willRetry ? attempt : attempt - 1;
  }
}
