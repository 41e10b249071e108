package io.qubix.api.provider.event;

import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The owner, or the worker, changed the provider's settings.
 *
 * @param listed whether the owner wants it in the market
 * @param busyElsewhere whether its worker works for another market
 */
@Revision("1")
public record ProviderChanged(
    WorkerId workerId,
    @Nullable String name,
    @Nullable String location,
    Money pricePerHour,
    boolean listed,
    boolean busyElsewhere,
    Instant at)
    implements ProviderEvent {}
