package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Removes a provider that was offline for long. No effect when it is online meanwhile, or still
 * holds a job. A later registration brings it back.
 */
public record ForgetProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
