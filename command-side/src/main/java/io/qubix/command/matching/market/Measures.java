package io.qubix.command.matching.market;

import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The three numbers by which jobs and machines are compared, signed so that more is always better
 * for the searching side.
 *
 * @param price the highest price to pay, or minus the price asked
 */
record Measures(double price, double vram, double ram) {

  static final int COUNT = 3;

  /** Returns what a provider offers. */
  static Measures offered(ProviderState provider) {
    Hardware machine = provider.hardware();
    return new Measures(
        -provider.pricePerHour().micros(), orLeast(machine.gpuVram()), orLeast(machine.ramTotal()));
  }

  /** Returns the least that a job asks for. */
  static Measures asked(OpenJob job) {
    Requirements asked = job.requirements();
    return new Measures(
        job.maxPrice() == null ? Double.NEGATIVE_INFINITY : -job.maxPrice().micros(),
        orLeast(asked.minVramGb()),
        orLeast(asked.minRamGb()));
  }

  /** Returns the measures as the other side sees them: less to ask for is more to give. */
  Measures reversed() {
    return new Measures(-price, -vram, -ram);
  }

  /**
   * Returns the measure, or the smallest number when there is none: an unknown measure meets only
   * an absent requirement.
   */
  private static double orLeast(@Nullable Double measure) {
    return measure == null ? Double.NEGATIVE_INFINITY : measure;
  }

  double get(int index) {
    return index == 0 ? price : index == 1 ? vram : ram;
  }

  /** Returns whether each measure reaches the other's. */
  boolean cover(Measures least) {
    return price >= least.price && vram >= least.vram && ram >= least.ram;
  }

  Measures atLeast(@Nullable Measures other) {
    return other == null
        ? this
        : new Measures(
            Math.max(price, other.price), Math.max(vram, other.vram), Math.max(ram, other.ram));
  }

  /** Returns a total order that compares one measure first, and then the others. */
  static Comparator<Measures> startingWith(int first) {
    return Comparator.<Measures>comparingDouble(at -> at.get(first))
        .thenComparingDouble(at -> at.get((first + 1) % COUNT))
        .thenComparingDouble(at -> at.get((first + 2) % COUNT));
  }
}
