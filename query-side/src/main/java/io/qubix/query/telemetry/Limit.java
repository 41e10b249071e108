package io.qubix.query.telemetry;

import io.qubix.api.Rejection;

/** How much a client may ask for at once. */
final class Limit {

  private static final int MAX = 500;

  private Limit() {}

  static void check(int limit) {
    if (limit < 1 || limit > MAX) {
      throw new Rejection.Invalid("limit", "must be from 1 to " + MAX);
    }
  }
}
