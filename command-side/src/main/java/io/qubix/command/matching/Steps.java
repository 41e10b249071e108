package io.qubix.command.matching;

/** Counts the places that a search looks at: what matching costs, whatever the machine. */
final class Steps {

  private long taken;

  void take() {
    taken++;
  }

  long taken() {
    return taken;
  }
}
