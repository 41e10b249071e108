package io.qubix.api.provider.event;

import io.qubix.api.provider.Availability;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A provider's owner, or the time that its owner named, brings it into the market or takes it out.
 *
 * @param until when it becomes available again, or null when it does not by itself
 */
@Revision("1")
public record ProviderAvailabilityChanged(
    WorkerId workerId, Availability availability, @Nullable Instant until, Instant at)
    implements ProviderEvent {}
