package io.qubix.api.job;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Gives a waiting job to a provider, which is reserved along with it; refused when either is not
 * free.
 *
 * @param attempt 1 to 4: the attempt that begins with this
 */
public record AssignJob(
    @TargetAggregateIdentifier JobId jobId,
    int attempt,
    ProviderTerms provider,
    DecisionReceipt receipt)
    implements JobCommand {}
