package io.qubix.api.user;

import org.jspecify.annotations.Nullable;

/** Looks up the current names of users. */
@FunctionalInterface
public interface Usernames {

  /** Returns the user's name, or null when the user has none. */
  @Nullable String of(QubicAddress address);

  /** Returns whether {@link #of} answers without asking the store. */
  default boolean isAtHand(QubicAddress address) {
    return false;
  }
}
