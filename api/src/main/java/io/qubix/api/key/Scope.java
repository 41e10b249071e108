package io.qubix.api.key;

import io.qubix.api.caller.Role;
import java.util.Set;

/** What a key may be used for, within the rights of its role. */
public enum Scope {
  /** To read. */
  READ,
  /** To change something. */
  WRITE,
  /** To issue and revoke keys; only together with the other two. */
  KEYS;

  /** The most that a key may have which its holder made for itself. */
  static final Set<Scope> OF_OWN_KEYS = Set.of(READ, WRITE);

  /** Returns the most that keys of a role may have. */
  public static Set<Scope> of(Role role) {
    return switch (role) {
      case AUDITOR -> Set.of(READ);
      case WORKER -> OF_OWN_KEYS;
      case CONSUMER, PROVIDER, OPERATOR -> Set.of(values());
    };
  }

  /** Returns what a key may do if its issuer does not say: all that the issuer may give it. */
  public static Set<Scope> usual(Role role, Role issuer) {
    return issuer == Role.OPERATOR || role == Role.AUDITOR ? of(role) : OF_OWN_KEYS;
  }
}
