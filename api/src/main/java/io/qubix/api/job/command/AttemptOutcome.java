package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param status COMPLETED or FAILED: of this attempt, not of the job
 * @param cost of the attempt, or null unless completed
 * @param transactionId of the payment, or null unless completed
 * @param willRetry whether the job was put back
 */
public record AttemptOutcome(
    JobId jobId,
    int attempt,
    JobStatus status,
    Instant at,
    @Nullable Duration duration,
    @Nullable Money cost,
    @Nullable UUID transactionId,
    boolean willRetry) {}
