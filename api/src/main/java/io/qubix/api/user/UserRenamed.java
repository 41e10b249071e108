package io.qubix.api.user;

import io.qubix.api.QubicAddress;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A user goes by another name from now on; null: by none. */
@Revision("1")
public record UserRenamed(QubicAddress qubicAddress, @Nullable String username, Instant at) {}
