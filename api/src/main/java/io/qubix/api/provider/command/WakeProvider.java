package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Does what it is time for: ends a cool-down, or an absence that had an end. Refused with {@link
 * io.qubix.api.Rejection.NotDue} when it is too early; no effect when there is nothing to end.
 */
public record WakeProvider(@TargetAggregateIdentifier WorkerId workerId)
    implements ProviderCommand {}
