package io.qubix.api.provider;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A worker registered, for the first time or again: from here on it is online and listed.
 *
 * @param registeredAt the first time
 * @param at this time
 */
@Revision("1")
public record ProviderRegistered(
    WorkerId workerId,
    UUID id,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    @Nullable String location,
    Money pricePerHour,
    Instant registeredAt,
    Instant at)
    implements ProviderEvent {}
