package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The job waited too long for a provider. It waits on, and providers that failed it before may have
 * it, too.
 */
@Revision("1")
public record JobAssignmentTimedOut(JobId jobId, int attempt, Instant waitingSince, Instant at)
    implements JobEvent {}
