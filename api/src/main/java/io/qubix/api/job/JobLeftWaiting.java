package io.qubix.api.job;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The job waits for a provider: the matcher found none that fits and is free, or a consumer who may
 * ask again was told so because the matcher took too long. Written once for each wait.
 *
 * @param waitingSince when it was created or put back: the 30 seconds count from here
 */
@Revision("1")
public record JobLeftWaiting(JobId jobId, int attempt, Instant waitingSince, Instant at)
    implements JobEvent {}
