package io.qubix.violators.api;

import tools.jackson.databind.JsonNode;

/** Fails on a number that a client may send. */
final class ReadsDoubles {

  private ReadsDoubles() {}

  static double of(JsonNode number) {
    return number.doubleValue();
  }
}
