package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The last attempt failed; the job is over and the consumer is not charged. */
@Revision("1")
public record JobFailed(JobId jobId, int attempt, String error, Instant failedAt)
    implements JobEvent {}
