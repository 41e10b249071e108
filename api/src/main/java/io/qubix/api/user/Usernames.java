package io.qubix.api.user;

import io.qubix.api.QubicAddress;
import org.jspecify.annotations.Nullable;

/** The names that users go by now. */
@FunctionalInterface
public interface Usernames {

  /** The user's name; null when the user has none. */
  @Nullable String of(QubicAddress address);

  /** Whether {@link #of} would answer without asking the store. */
  default boolean isAtHand(QubicAddress address) {
    return false;
  }
}
