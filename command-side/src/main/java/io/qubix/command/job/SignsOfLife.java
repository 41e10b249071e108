package io.qubix.command.job;

import io.qubix.api.provider.WorkerId;

/** Whoever wants to know that a worker is there. */
@FunctionalInterface
public interface SignsOfLife {

  /** A worker that is known sent something. */
  void heard(WorkerId worker);
}
