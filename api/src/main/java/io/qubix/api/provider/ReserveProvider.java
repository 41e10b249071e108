package io.qubix.api.provider;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a free provider for an attempt of a job; refused when it is not in the market. Answered
 * with its {@link io.qubix.api.job.ProviderTerms} as they are now.
 */
public record ReserveProvider(
    @TargetAggregateIdentifier WorkerId workerId, JobId jobId, int attempt)
    implements ProviderCommand {}
