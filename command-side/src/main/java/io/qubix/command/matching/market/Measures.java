package io.qubix.command.matching.market;

import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which jobs and machines are compared, signed so that more is always better for the
 * searching side: the highest price to pay, or minus the price asked; memory, cards and cores.
 */
final class Measures {

  static final int COUNT = 5;

  private final double[] values;

  private Measures(double... values) {
    this.values = values;
  }

  /** Returns what a provider offers. */
  static Measures offered(ProviderState provider) {
    Hardware machine = provider.hardware();
    return new Measures(
        -provider.pricePerHour().micros(),
        orLeast(machine.gpuVram()),
        orLeast(machine.ramTotal()),
        orLeast(machine.gpuCount()),
        orLeast(machine.cpuCores()));
  }

  /** Returns the least that a job asks for. */
  static Measures asked(OpenJob job) {
    Requirements asked = job.requirements();
    return new Measures(
        job.maxPrice() == null ? Double.NEGATIVE_INFINITY : -job.maxPrice().micros(),
        orLeast(asked.minVramGb()),
        orLeast(asked.minRamGb()),
        orLeast(asked.gpuCount()),
        orLeast(asked.minCpuCores()));
  }

  /** Returns the measures as the other side sees them: less to ask for is more to give. */
  Measures reversed() {
    return combined(this, (value, same) -> -value);
  }

  /**
   * Returns the measure, or the smallest number when there is none: an unknown measure meets only
   * an absent requirement.
   */
  private static double orLeast(@Nullable Number measure) {
    return measure == null ? Double.NEGATIVE_INFINITY : measure.doubleValue();
  }

  /** Returns whether each measure reaches the other's. */
  boolean cover(Measures least) {
    for (int i = 0; i < COUNT; i++) {
      if (values[i] < least.values[i]) {
        return false;
      }
    }
    return true;
  }

  Measures atLeast(@Nullable Measures other) {
    return other == null ? this : combined(other, Math::max);
  }

  private Measures combined(Measures other, DoubleBinaryOperator each) {
    double[] both = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      both[i] = each.applyAsDouble(values[i], other.values[i]);
    }
    return new Measures(both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Measures measures && Arrays.equals(values, measures.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Returns a total order that compares one measure first, and then the others. */
  static Comparator<Measures> startingWith(int first) {
    return (one, other) -> {
      for (int i = first; i < first + COUNT; i++) {
        int order = Double.compare(one.values[i % COUNT], other.values[i % COUNT]);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
