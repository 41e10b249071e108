package io.qubix.api.key;

import io.qubix.api.caller.Caller;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** A key was revoked: it is refused from now on. */
@Revision("1")
public record KeyRevoked(KeyId key, Caller by, Instant at) implements KeyEvent {}
