package io.qubix.command.user;

import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks up the names that users had in the past. */
public interface FormerUsernames {

  /**
   * Returns the user's name at that moment.
   *
   * @return null when the user had none
   */
  @Nullable String at(Instant moment, QubicAddress address);
}
