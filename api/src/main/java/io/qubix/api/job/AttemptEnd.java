package io.qubix.api.job;

/** How an attempt ended when it released its provider. */
public enum AttemptEnd {
  COMPLETED,
  FAILED,
  LOST,
  GIVEN_BACK,
  TIMED_OUT,
  STALLED,
  BUDGET,
  CANCELLED;

  /** Returns whether the provider had its chance and did not do the job. */
  public boolean isFailure() {
    return this == FAILED || this == TIMED_OUT || this == STALLED;
  }
}
