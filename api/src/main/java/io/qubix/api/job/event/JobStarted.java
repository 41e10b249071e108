package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The worker reported the first progress of the attempt. */
@Revision("1")
public record JobStarted(JobId jobId, int attempt, WorkerId worker, Instant startedAt)
    implements JobEvent {}
