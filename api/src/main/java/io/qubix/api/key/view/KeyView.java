package io.qubix.api.key.view;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is shown.
 *
 * @param lastUsedAt to the minute, or null when it was never used
 */
public record KeyView(
    KeyId id,
    Role role,
    @Nullable String subject,
    String name,
    Set<Scope> scopes,
    State state,
    Instant issuedAt,
    Caller issuedBy,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Caller revokedBy,
    @Nullable Instant lastUsedAt) {

  /** Whether a key is good. */
  public enum State {
    LIVE,
    EXPIRED,
    REVOKED
  }

  public static KeyView of(ApiKey key, @Nullable Instant lastUsedAt, Instant now) {
    KeyRevoked revoked = key.revoked();
    return new KeyView(
        key.id(),
        key.terms().role(),
        key.terms().subject(),
        key.terms().name(),
        key.terms().scopes(),
        revoked != null ? State.REVOKED : key.isExpiredAt(now) ? State.EXPIRED : State.LIVE,
        key.issued().at(),
        key.issued().issuer(),
        key.terms().expiresAt(),
        revoked == null ? null : revoked.at(),
        revoked == null ? null : revoked.by(),
        lastUsedAt);
  }
}
