package io.qubix.command.key;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request for a key. */
final class IssueRequest {

  private static final Members MEMBERS =
      Members.of("role", "subject", "name", "scopes", "expiresAt");

  private IssueRequest() {}

  /**
   * Returns the terms that are asked for. A consumer or provider need not repeat who it is.
   *
   * @throws io.qubix.api.Rejection.Invalid naming every bad member
   */
  static KeyTerms read(@Nullable JsonBody body, Caller caller) {
    Fields fields = Fields.of(body, MEMBERS);
    String name = fields.requiredName("name");
    Instant expiresAt = fields.instant("expiresAt");
    Role role = fields.word("role", Role.class);
    if (!fields.has("role")) {
      if (caller.role().hasSubject()) {
        role = caller.role();
      } else {
        fields.reject("role", "is required");
      }
    }
    String subject = role == null ? null : subject(fields, role, caller);
    Set<Scope> scopes = role == null ? Set.of() : scopes(fields, role, caller);
    fields.verify();
    return new KeyTerms(
        Objects.requireNonNull(role), subject, Objects.requireNonNull(name), scopes, expiresAt);
  }

  private static @Nullable String subject(Fields fields, Role role, Caller caller) {
    if (!role.hasSubject()) {
      if (fields.has("subject")) {
        fields.reject("subject", "is none for the role " + role);
      }
      return null;
    } else if (!fields.has("subject") && role == caller.role()) {
      return caller.subject();
    } else if (role == Role.WORKER) {
      WorkerId worker = fields.requiredWorker("subject");
      return worker == null ? null : worker.value();
    }
    QubicAddress address = fields.requiredAddress("subject");
    return address == null ? null : address.value();
  }

  private static Set<Scope> scopes(Fields fields, Role role, Caller caller) {
    List<String> words = fields.names("scopes", Scope.values().length);
    if (words == null) {
      return Scope.usual(role, caller.role());
    }
    Set<Scope> scopes = new HashSet<>();
    for (String word : words) {
      try {
        scopes.add(Scope.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        fields.reject("scopes", "must be some of " + List.of(Scope.values()));
      }
    }
    return scopes;
  }
}
