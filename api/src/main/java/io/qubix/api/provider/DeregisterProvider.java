package io.qubix.api.provider;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a provider out for good; what it did and earned stays. A later registration brings it back.
 */
public record DeregisterProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
