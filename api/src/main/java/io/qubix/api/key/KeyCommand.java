package io.qubix.api.key;

import io.qubix.api.Command;
import io.qubix.api.Rejection;

/** A command to a key. */
public sealed interface KeyCommand extends Command permits IssueKey, RevokeKey {

  @Override
  KeyId target();

  @Override
  default Rejection.NotFound unknown() {
    return Rejection.NotFound.noSuch("key");
  }
}
