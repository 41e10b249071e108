package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Lets a provider have jobs again before its cool-down is over, and forgets its failures. No effect
 * when it does not cool down. Answered with its {@link io.qubix.api.provider.view.ProviderState}.
 */
public record EndCooldown(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
