package io.qubix.api.job;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * Nobody fitted; the job waits for a provider to become free.
 *
 * @param waitingSince when it was created or put back: the 30 seconds count from here
 */
@Revision("1")
public record JobLeftWaiting(JobId jobId, int attempt, Instant waitingSince, Instant at)
    implements JobEvent {}
