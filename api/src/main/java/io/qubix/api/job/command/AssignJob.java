package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.provider.ProviderTerms;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Assigns a waiting job to a provider, which is reserved along with it. Refused when the job does
 * not wait or the provider is not free.
 *
 * @param attempt from 1: the attempt that begins with this
 */
public record AssignJob(
    @TargetAggregateIdentifier JobId jobId,
    int attempt,
    ProviderTerms provider,
    DecisionReceipt receipt)
    implements JobCommand {}
