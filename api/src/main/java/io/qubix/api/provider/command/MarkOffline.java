package io.qubix.api.provider.command;

import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a provider out of the market because its worker is gone. Answered with the {@link
 * ProviderWentOffline} that this caused, or null when it was already offline.
 */
public record MarkOffline(@TargetAggregateIdentifier WorkerId workerId, OfflineReason reason)
    implements ProviderCommand {}
