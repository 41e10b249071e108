package io.qubix.api.user;

import io.qubix.api.Command;
import io.qubix.api.Rejection;

/** A command to a user. */
public sealed interface UserCommand extends Command permits RenameUser {

  @Override
  default Rejection.NotFound unknown() {
    return Rejection.NotFound.noSuch("user");
  }
}
