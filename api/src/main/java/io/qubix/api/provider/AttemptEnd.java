package io.qubix.api.provider;

/** How the attempt ended that a provider is released from. */
public enum AttemptEnd {
  COMPLETED,
  FAILED,
  LOST,
  CANCELLED
}
