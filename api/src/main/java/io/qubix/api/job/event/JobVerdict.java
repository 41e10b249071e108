package io.qubix.api.job.event;

/** What the matcher says of a job that waits: a provider has it, or none is there. */
public sealed interface JobVerdict extends JobEvent permits JobAssigned, JobLeftWaiting {

  /** Returns the attempt that the job waits for, from 1. */
  int attempt();
}
