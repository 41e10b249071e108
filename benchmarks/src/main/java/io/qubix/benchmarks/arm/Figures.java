package io.qubix.benchmarks.arm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of one round: names and numbers, in display order. */
public final class Figures {

  private final Map<String, Double> values = new LinkedHashMap<>();

  public static Figures of(String name, double value) {
    return new Figures().and(name, value);
  }

  public Figures and(String name, double value) {
    values.put(name, value);
    return this;
  }

  /** Adds {@code p50Ms} and {@code p99Ms}, in milliseconds. */
  public Figures andLatencies(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return and("p50Ms", percentile(sorted, 0.50)).and("p99Ms", percentile(sorted, 0.99));
  }

  public Map<String, Double> values() {
    return values;
  }

  public double get(String name) {
    Double value = values.get(name);
    return value == null ? Double.NaN : value;
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(String.format(Locale.ROOT, "  %s %,.3f", name, value)));
    return text.toString().strip();
  }
}
