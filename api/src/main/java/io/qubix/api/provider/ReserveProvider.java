package io.qubix.api.provider;

import io.qubix.api.Money;
import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a free provider for an attempt of a job; refused when it is not in the market, or at
 * another price. Answered with its {@link io.qubix.api.job.ProviderTerms} as they are now.
 *
 * @param pricePerHour QUBIC for an hour of work, as whoever chose the provider knows it
 */
public record ReserveProvider(
    @TargetAggregateIdentifier WorkerId workerId, JobId jobId, int attempt, Money pricePerHour)
    implements ProviderCommand {}
