package io.qubix.api.job;

/** Why an attempt failed. */
public enum FailureCause {
  /** The worker reported it. */
  REPORTED(AttemptEnd.FAILED),
  /** The provider fell silent; the attempt was taken away from it. */
  PROVIDER_LOST(AttemptEnd.LOST),
  /** The provider went offline by its own word. */
  GIVEN_BACK(AttemptEnd.GIVEN_BACK),
  /** It took longer than the job allows for an attempt. */
  TIMED_OUT(AttemptEnd.TIMED_OUT),
  /** It reported nothing new for longer than the job allows. */
  STALLED(AttemptEnd.STALLED),
  /** The job was not done by the time that its consumer named. */
  EXPIRED(AttemptEnd.TIMED_OUT),
  /** It cost more than the job may cost. */
  BUDGET(AttemptEnd.BUDGET);

  private final AttemptEnd end;

  FailureCause(AttemptEnd end) {
    this.end = end;
  }

  /** Returns how an attempt ends that fails for this cause. */
  public AttemptEnd end() {
    return end;
  }

  /** Returns whether the attempt might have succeeded had its provider stayed. */
  public boolean isLoss() {
    return this == PROVIDER_LOST || this == GIVEN_BACK;
  }
}
