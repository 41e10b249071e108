package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a provider out of the market, or puts it back if it is out. Answered with its {@link
 * ProviderState}.
 */
public record ToggleProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
