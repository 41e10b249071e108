package io.qubix.command.matching.market;

/** Counts the places that a search examines: the cost of matching on any machine. */
public final class Steps {

  private long taken;

  void take() {
    taken++;
  }

  public long taken() {
    return taken;
  }
}
