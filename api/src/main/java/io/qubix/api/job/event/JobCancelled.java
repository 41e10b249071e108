package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The consumer cancelled the job, without a charge.
 *
 * @param worker that held it, or null when it waited
 */
@Revision("1")
public record JobCancelled(
    JobId jobId,
    int attempt,
    @Nullable WorkerId worker,
    @Nullable QubicAddress by,
    @Nullable String reason,
    Instant cancelledAt)
    implements JobEvent {}
