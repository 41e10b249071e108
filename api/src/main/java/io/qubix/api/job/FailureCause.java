package io.qubix.api.job;

/** Why an attempt failed. */
public enum FailureCause {
  /** The worker reported it. */
  REPORTED,
  /** The provider went offline or fell silent; the attempt was taken away from it. */
  PROVIDER_LOST;

  /** Returns how an attempt ends that fails for this cause. */
  public AttemptEnd end() {
    return this == PROVIDER_LOST ? AttemptEnd.LOST : AttemptEnd.FAILED;
  }
}
