package io.qubix.api.key;

import io.qubix.api.EventSwitch;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key after its events.
 *
 * @param revoked null while it is not
 */
public record ApiKey(KeyIssued issued, @Nullable KeyRevoked revoked) {

  private static final EventSwitch<@Nullable ApiKey, KeyEvent> AFTER =
      EventSwitch.<@Nullable ApiKey, KeyEvent>over(KeyEvent.class)
          .to(KeyIssued.class, (before, issued) -> new ApiKey(issued, null))
          .to(
              KeyRevoked.class,
              (before, revoked) -> before == null ? null : new ApiKey(before.issued, revoked))
          .ignoring();

  /** Returns the key after an event, or null while it was not issued. */
  public static @Nullable ApiKey after(@Nullable ApiKey before, KeyEvent event) {
    return AFTER.after(before, event);
  }

  public KeyId id() {
    return issued.key();
  }

  public KeyTerms terms() {
    return issued.terms();
  }

  public boolean isExpiredAt(Instant now) {
    return terms().expiresAt() != null && !now.isBefore(terms().expiresAt());
  }

  public boolean isLiveAt(Instant now) {
    return revoked == null && !isExpiredAt(now);
  }

  /** Returns whether a caller may revoke it: an operator, its owner, or who issued it. */
  public boolean mayBeRevokedBy(Caller caller) {
    return caller.role() == Role.OPERATOR
        || isOf(caller, caller())
        || isOf(caller, issued.issuer());
  }

  /** A worker's key ends no key: it is good for that worker's reports and nothing else. */
  private static boolean isOf(Caller caller, Caller other) {
    return (caller.role() == Role.CONSUMER || caller.role() == Role.PROVIDER)
        && caller.role() == other.role()
        && Objects.equals(caller.subject(), other.subject());
  }

  /** Returns who sends a request with this key. */
  public Caller caller() {
    return new Caller(terms().role(), terms().subject(), id().value(), terms().name());
  }
}
