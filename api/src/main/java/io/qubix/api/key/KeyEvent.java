package io.qubix.api.key;

import io.qubix.api.Event;
import java.time.Instant;

/** An event of a key. */
public sealed interface KeyEvent extends Event permits KeyIssued, KeyRevoked {

  KeyId key();

  Instant at();

  @Override
  default String stream() {
    return key().toString();
  }
}
