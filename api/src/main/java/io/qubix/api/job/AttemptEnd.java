package io.qubix.api.job;

/** How an attempt ended when it released its provider. */
public enum AttemptEnd {
  COMPLETED,
  FAILED,
  LOST,
  GIVEN_BACK,
  CANCELLED
}
