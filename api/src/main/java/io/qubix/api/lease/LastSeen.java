package io.qubix.api.lease;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Looks up when workers were last heard. Heartbeats are not events: they are stored beside the log.
 */
public interface LastSeen {

  /** Returns the last sign of life of each worker that was ever heard. */
  Map<WorkerId, Instant> of(Collection<WorkerId> workers);
}
