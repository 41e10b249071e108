package io.qubix.api.key;

import io.qubix.api.act.Act;
import io.qubix.api.caller.Caller;

/** An event of a key. */
public sealed interface KeyEvent extends Act permits KeyIssued, KeyRevoked {

  KeyId key();

  /** Returns who issued or revoked it. */
  Caller by();

  @Override
  default String stream() {
    return key().toString();
  }
}
