package io.qubix.command.matching;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The three numbers by which jobs and machines are compared, turned so that more is always better
 * for whoever searches.
 *
 * @param price what is paid at most, or minus what is asked
 */
record Measures(double price, double vram, double ram) {

  static final int COUNT = 3;

  double get(int index) {
    return index == 0 ? price : index == 1 ? vram : ram;
  }

  /** Whether each of these is at least as much as the other's. */
  boolean cover(Measures least) {
    return price >= least.price && vram >= least.vram && ram >= least.ram;
  }

  Measures atLeast(@Nullable Measures other) {
    return other == null
        ? this
        : new Measures(
            Math.max(price, other.price), Math.max(vram, other.vram), Math.max(ram, other.ram));
  }

  /** A total order that looks at one measure first and at the others where it ties. */
  static Comparator<Measures> startingWith(int first) {
    return Comparator.<Measures>comparingDouble(at -> at.get(first))
        .thenComparingDouble(at -> at.get((first + 1) % COUNT))
        .thenComparingDouble(at -> at.get((first + 2) % COUNT));
  }
}
