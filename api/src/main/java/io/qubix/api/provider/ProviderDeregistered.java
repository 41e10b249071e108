package io.qubix.api.provider;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** Its owner took it out for good, while it held no job. */
@Revision("1")
public record ProviderDeregistered(WorkerId workerId, Instant at) implements ProviderEvent {}
