package io.qubix.api.provider.command;

import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Changes a provider's settings; null leaves a setting as it is. Answered with its {@link
 * ProviderState}.
 *
 * @param listed whether the owner wants it in the market
 */
public record ChangeProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    @Nullable Money pricePerHour,
    @Nullable String name,
    @Nullable String location,
    @Nullable Boolean listed)
    implements ProviderCommand {}
