package io.qubix.api.provider.reputation;

import io.qubix.api.provider.event.ProviderReleased;

/** What the end of an attempt says about its provider; the table is in docs/adr/0034. */
public enum Mark {
  COMPLETED,
  FAILED,
  LOST,
  TIMED_OUT,
  /** Nothing: it ended for a reason that is not the provider's. */
  NONE;

  /** Returns what an attempt says: the one place that decides it. */
  public static Mark of(ProviderReleased attempt) {
    return switch (attempt.end()) {
      case COMPLETED -> COMPLETED;
      case LOST -> LOST;
      case FAILED -> attempt.countsAgainstProvider() ? FAILED : NONE;
      case TIMED_OUT, STALLED -> attempt.countsAgainstProvider() ? TIMED_OUT : NONE;
      case GIVEN_BACK, BUDGET, CANCELLED -> NONE;
    };
  }
}
