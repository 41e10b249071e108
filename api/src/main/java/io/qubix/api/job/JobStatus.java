package io.qubix.api.job;

/** {@code PENDING → ASSIGNED → RUNNING → COMPLETED | FAILED | CANCELLED}, and back to PENDING. */
public enum JobStatus {
  PENDING,
  ASSIGNED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean isOver() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /** Returns whether the job is over without a result, so that it may be done again. */
  public boolean mayBeRetried() {
    return this == FAILED || this == CANCELLED;
  }

  public boolean isHeldByProvider() {
    return this == ASSIGNED || this == RUNNING;
  }
}
