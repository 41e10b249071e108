package io.qubix.api.key.view;

import io.qubix.api.key.KeyId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Tells when keys were last used, to the minute. */
@FunctionalInterface
public interface LastUses {

  /** Returns the last uses of those keys that were used at all. */
  Map<KeyId, Instant> of(Collection<KeyId> keys);
}
