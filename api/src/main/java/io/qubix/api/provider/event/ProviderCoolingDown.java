package io.qubix.api.provider.event;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * Too many attempts of a provider failed one after another: it gets no job for a while.
 *
 * @param failures how many
 * @param until when it may have jobs again
 */
@Revision("1")
public record ProviderCoolingDown(WorkerId workerId, int failures, Instant until, Instant at)
    implements ProviderEvent {}
