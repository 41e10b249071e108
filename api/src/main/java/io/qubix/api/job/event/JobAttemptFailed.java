package io.qubix.api.job.event;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * An attempt ended without a result.
 *
 * @param willRetry true when the job goes back to the market, false when {@link JobFailed} follows
 */
@Revision("1")
public record JobAttemptFailed(
    JobId jobId,
    int attempt,
    WorkerId worker,
    FailureCause cause,
    String error,
    boolean willRetry,
    Instant failedAt)
    implements JobEvent {}
