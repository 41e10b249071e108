package io.qubix.api.provider.command;

import io.qubix.api.provider.Availability;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a provider takes jobs. No effect when it says so already. Answered with its {@link
 * io.qubix.api.provider.view.ProviderState}. Refused when its time is not in the future.
 *
 * @param until when it becomes available again, or null when it does not by itself
 */
public record SetAvailability(
    @TargetAggregateIdentifier WorkerId workerId,
    Availability availability,
    @Nullable Instant until)
    implements ProviderCommand {}
