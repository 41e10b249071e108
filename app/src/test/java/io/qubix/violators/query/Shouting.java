package io.qubix.violators.query;

record Shouting(String word) {
  String shouted() {
    return word.toUpperCase();
  }
}
