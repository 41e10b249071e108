package io.qubix.command.key;

import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyId;
import org.jspecify.annotations.Nullable;

/** The answer to a presented key. */
public sealed interface Checked {

  /** The key is good now. */
  record Good(ApiKey key) implements Checked {}

  /**
   * The key is refused.
   *
   * @param key its public part, for the log, or null when the text is no key
   */
  record Bad(Reason reason, @Nullable KeyId key) implements Checked {}

  /** Why a key is refused. */
  enum Reason {
    /** The text is no key of ours: most likely a part is missing or mistyped. */
    MALFORMED,
    /** No key has this id, or it has another secret. */
    UNKNOWN,
    REVOKED,
    EXPIRED
  }
}
