package io.qubix.api.key;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a key is good for.
 *
 * @param subject the address of a consumer or provider, or the id of a worker; null for others
 * @param name for people
 * @param scopes at least one
 * @param expiresAt the first instant at which it is refused, or null when it never expires
 */
public record KeyTerms(
    Role role,
    @Nullable String subject,
    String name,
    Set<Scope> scopes,
    @Nullable Instant expiresAt) {

  public KeyTerms {
    if (role.hasSubject() == (subject == null)) {
      throw new Rejection.Invalid(
          "subject",
          role.hasSubject() ? "is required for the role " + role : "is none for the role " + role);
    }
    // Sorted, so that the same terms are the same text in the log.
    scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
  }

  /**
   * Refuses a key that its issuer may not give. An operator gives every key. A consumer or provider
   * gives keys for its own address that can do less than its own: they issue no further keys. A
   * provider also gives each of its workers a key; that the worker is its own is known only to the
   * worker's registration, which sends that command.
   *
   * @throws Rejection.Invalid when no key can have these scopes
   * @throws Rejection.Forbidden when another issuer would be needed
   */
  public void verifyFor(Caller issuer) {
    if (scopes.isEmpty() || !Scope.of(role).containsAll(scopes)) {
      throw new Rejection.Invalid(
          "scopes", "of a key for the role " + role + " can be " + words(Scope.of(role)));
    }
    if (scopes.contains(Scope.KEYS) && !scopes.containsAll(Scope.OF_OWN_KEYS)) {
      throw new Rejection.Invalid("scopes", "with KEYS need READ and WRITE, too");
    }
    if (issuer.role() == Role.OPERATOR) {
      return;
    }
    boolean ofWorker = issuer.role() == Role.PROVIDER && role == Role.WORKER;
    boolean ofSelf =
        issuer.role().hasSubject()
            && issuer.role() != Role.WORKER
            && issuer.role() == role
            && issuer.subject().equals(subject);
    if (!ofWorker && !ofSelf) {
      throw new Rejection.Forbidden("Only an operator can issue this key");
    }
    if (!Scope.OF_OWN_KEYS.containsAll(scopes)) {
      throw new Rejection.Forbidden("Only an operator can issue a key that issues keys");
    }
  }

  private static String words(Set<Scope> scopes) {
    return String.join(", ", new TreeSet<>(scopes).stream().map(Scope::name).toList());
  }
}
