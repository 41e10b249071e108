package io.qubix.api.provider;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** When workers were last heard. Heartbeats are not events: they live beside the log. */
public interface LastSeen {

  /** The last heartbeat, or other sign of life, of each of these workers that was ever heard. */
  Map<WorkerId, Instant> of(Collection<WorkerId> workers);
}
