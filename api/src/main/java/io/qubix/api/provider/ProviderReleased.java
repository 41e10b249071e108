package io.qubix.api.provider;

import io.qubix.api.Money;
import io.qubix.api.job.JobId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The attempt holds the provider no more.
 *
 * @param earning what the attempt earned; zero unless completed
 */
@Revision("1")
public record ProviderReleased(
    WorkerId workerId, JobId jobId, int attempt, AttemptEnd end, Money earning, Instant at)
    implements ProviderEvent {}
