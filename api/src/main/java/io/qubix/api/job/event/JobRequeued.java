package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;

/**
 * The job is back on the market.
 *
 * @param attempt the next attempt, from 2
 * @param failedBy the workers that failed it so far; other workers come first
 */
@Revision("1")
public record JobRequeued(JobId jobId, int attempt, List<WorkerId> failedBy, Instant requeuedAt)
    implements JobEvent {}
