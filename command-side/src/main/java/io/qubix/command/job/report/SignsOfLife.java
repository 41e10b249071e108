package io.qubix.command.job.report;

import io.qubix.api.provider.WorkerId;

/** Receives signs of life of workers. */
@FunctionalInterface
public interface SignsOfLife {

  /** Called when a known worker has sent something. */
  void heard(WorkerId worker);
}
