package io.qubix.api.provider;

/** Which workers this node heard within their lease; answered from memory. */
@FunctionalInterface
public interface HeardWorkers {

  boolean isHeard(WorkerId worker);
}
