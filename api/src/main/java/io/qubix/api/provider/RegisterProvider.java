package io.qubix.api.provider;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a machine into the market, or brings what is known of it up to date. Answered with {@link
 * Registration}. Refused when the worker id belongs to another address.
 *
 * @param newId the provider's id, should it be new
 * @param pricePerHour QUBIC; null: as before, or 1 for a new provider
 */
public record RegisterProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    UUID newId,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    @Nullable String location,
    @Nullable Money pricePerHour)
    implements ProviderCommand {}
