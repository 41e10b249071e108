package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Removes a provider from the market for good; its jobs and earnings stay on record. A later
 * registration brings it back.
 */
public record DeregisterProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
