package io.qubix.api.provider;

import io.qubix.api.Money;
import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Frees a provider from an attempt; without effect when it holds another one.
 *
 * @param earning what it earned with the attempt; zero unless completed
 */
public record ReleaseProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    JobId jobId,
    int attempt,
    AttemptEnd end,
    Money earning)
    implements ProviderCommand {}
