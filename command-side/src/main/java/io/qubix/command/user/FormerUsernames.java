package io.qubix.command.user;

import io.qubix.api.QubicAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The names that users went by. */
public interface FormerUsernames {

  /**
   * The name that the user went by at that moment.
   *
   * @return null when the user had none
   */
  @Nullable String at(Instant moment, QubicAddress address);
}
