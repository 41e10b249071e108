package io.qubix.api.provider;

/** Tells from memory which workers this node heard within their lease. */
@FunctionalInterface
public interface HeardWorkers {

  boolean isHeard(WorkerId worker);
}
