package io.qubix.api.user;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A user changed its name; null removed it. */
@Revision("1")
public record UserRenamed(QubicAddress qubicAddress, @Nullable String username, Instant at)
    implements UserEvent {}
