package io.qubix.query.proof;

import java.util.ArrayList;
import java.util.List;

/** Collects the first thousand differences, and counts all. */
final class Differences {

  private static final int MOST_SHOWN = 1_000;

  private final List<Difference> shown = new ArrayList<>();
  private long total;

  void add(Difference difference) {
    total++;
    if (shown.size() < MOST_SHOWN) {
      shown.add(difference);
    }
  }

  /** Returns whether a further difference would only be counted. */
  boolean isFull() {
    return shown.size() >= MOST_SHOWN;
  }

  List<Difference> shown() {
    return List.copyOf(shown);
  }

  long total() {
    return total;
  }
}
