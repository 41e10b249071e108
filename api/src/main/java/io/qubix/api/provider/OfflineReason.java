package io.qubix.api.provider;

/** Why a provider went offline. */
public enum OfflineReason {
  /** Its worker reported it. */
  REPORTED,
  /** Its worker was silent for longer than a lease lasts. */
  SILENT
}
