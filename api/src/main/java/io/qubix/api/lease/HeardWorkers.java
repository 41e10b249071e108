package io.qubix.api.lease;

import io.qubix.api.provider.WorkerId;

/** Tells from memory which workers this node heard within their lease. */
@FunctionalInterface
public interface HeardWorkers {

  boolean isHeard(WorkerId worker);
}
