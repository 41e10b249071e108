package io.qubix.command.job.rest;

import io.qubix.api.provider.WorkerId;

/** Receives signs of life of workers. */
@FunctionalInterface
public interface SignsOfLife {

  /** Called when a known worker has sent something. */
  void heard(WorkerId worker);
}
