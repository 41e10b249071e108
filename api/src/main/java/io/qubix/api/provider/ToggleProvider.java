package io.qubix.api.provider;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a provider out of the market, or back into it, whichever its owner did not want last.
 * Answered with its {@link ProviderState}.
 */
public record ToggleProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
