package io.qubix.api.provider;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Releases a provider from an attempt. No effect when it holds another attempt.
 *
 * @param earning of the attempt; zero unless completed
 */
public record ReleaseProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    JobId jobId,
    int attempt,
    AttemptEnd end,
    Money earning)
    implements ProviderCommand {}
