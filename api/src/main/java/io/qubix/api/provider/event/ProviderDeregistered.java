package io.qubix.api.provider.event;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The owner removed the provider for good, while it held no job. */
@Revision("1")
public record ProviderDeregistered(WorkerId workerId, Instant at) implements ProviderEvent {}
