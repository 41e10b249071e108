package io.qubix.command.usage;

import tools.jackson.databind.JsonNode;

/** Estimates how many bytes JSON takes in the log, without writing it. */
final class Sizes {

  private static final int OF_A_VALUE = 8;

  private Sizes() {}

  static long of(JsonNode node) {
    if (node.isString()) {
      return OF_A_VALUE + node.stringValue().length();
    }
    long size = OF_A_VALUE;
    for (String name : node.propertyNames()) {
      size += name.length();
    }
    for (JsonNode inside : node) {
      size += of(inside);
    }
    return size;
  }
}
