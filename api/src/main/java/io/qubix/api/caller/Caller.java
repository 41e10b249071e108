package io.qubix.api.caller;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request. Commands and the events that they cause carry it in their metadata, under
 * {@link #METADATA}; without it, the program itself acted, or an unknown client in {@code open}
 * mode.
 *
 * @param subject the address of a consumer or provider, or the id of a worker; null for an operator
 *     and an auditor, who speak for no single one
 * @param keyId the public part of the key that proved it, or null when something else did
 * @param name for people
 */
public record Caller(Role role, @Nullable String subject, @Nullable String keyId, String name) {

  /** The name of the caller in the metadata of commands and events. */
  public static final String METADATA = "caller";

  /** Any client in {@code open} mode. It may do what an operator may, and owns what it names. */
  public static final Caller ANYBODY = new Caller(Role.OPERATOR, null, null, "anybody");

  public Caller {
    if (role.hasSubject() == (subject == null)) {
      throw new IllegalArgumentException(
          role.hasSubject() ? "Needs a subject: " + role : "Speaks for no single one: " + role);
    }
  }

  public static Caller consumer(QubicAddress address, @Nullable String keyId, String name) {
    return new Caller(Role.CONSUMER, address.value(), keyId, name);
  }

  public static Caller provider(QubicAddress address, @Nullable String keyId, String name) {
    return new Caller(Role.PROVIDER, address.value(), keyId, name);
  }

  public static Caller worker(WorkerId worker, @Nullable String keyId, String name) {
    return new Caller(Role.WORKER, worker.value(), keyId, name);
  }

  @JsonIgnore
  public boolean isAnybody() {
    return equals(ANYBODY);
  }

  /** Returns the address that a consumer or provider speaks for; null in every other role. */
  public @Nullable QubicAddress address() {
    return role == Role.CONSUMER || role == Role.PROVIDER ? new QubicAddress(subject) : null;
  }

  /**
   * Returns the address that a request acts for: the caller's own if it has one, or else the named
   * one.
   *
   * @throws Rejection.Forbidden when the request names another than the caller's own
   */
  public @Nullable QubicAddress actsFor(@Nullable QubicAddress named) {
    QubicAddress own = address();
    if (own != null && named != null && !own.equals(named)) {
      throw new Rejection.Forbidden("The request names another address than that of its key");
    }
    return own == null ? named : own;
  }

  /** Returns the worker that a worker's key is bound to; null in every other role. */
  public @Nullable WorkerId worker() {
    return role == Role.WORKER ? new WorkerId(subject) : null;
  }

  /**
   * Returns the caller as metadata: a map of texts, so that every serializer reads it back alike.
   * It is empty for {@link #ANYBODY}: an event of {@code open} mode says no more than before.
   */
  public Map<String, ?> toMetadata() {
    if (isAnybody()) {
      return Map.of();
    }
    Map<String, String> members = new LinkedHashMap<>();
    members.put("role", role.name());
    if (subject != null) {
      members.put("subject", subject);
    }
    if (keyId != null) {
      members.put("keyId", keyId);
    }
    members.put("name", name);
    return Map.of(METADATA, members);
  }

  /** Returns the caller in the metadata of a command or event, or {@link #ANYBODY} without one. */
  public static Caller in(Map<String, ?> metadata) {
    return metadata.get(METADATA) instanceof Map<?, ?> members ? read(members) : ANYBODY;
  }

  private static Caller read(Map<?, ?> members) {
    return new Caller(
        Role.valueOf((String) members.get("role")),
        (String) members.get("subject"),
        (String) members.get("keyId"),
        (String) members.get("name"));
  }
}
