package io.qubix.command.matching;

/** Counts the places that a search examines: the cost of matching on any machine. */
final class Steps {

  private long taken;

  void take() {
    taken++;
  }

  long taken() {
    return taken;
  }
}
