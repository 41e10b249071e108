package io.qubix.api.provider.event;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The worker was heard again. */
@Revision("1")
public record ProviderWentOnline(WorkerId workerId, Instant at) implements ProviderEvent {}
