package io.qubix.query.user;

import io.qubix.api.user.UserRole;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A user, as queries read it. */
@Entity
@Immutable
@Table(name = "user_view")
class UserRow {

  @Id private String qubicAddress;

  private @Nullable String username;

  private boolean consumer;

  private boolean provider;

  @SuppressWarnings("NullAway.Init")
  protected UserRow() {}

  String qubicAddress() {
    return qubicAddress;
  }

  @Nullable String username() {
    return username;
  }

  /** Returns null for a user that only has a name. */
  @Nullable UserRole role() {
    if (consumer && provider) {
      return UserRole.BOTH;
    }
    if (consumer) {
      return UserRole.CONSUMER;
    }
    return provider ? UserRole.PROVIDER : null;
  }
}
