package io.qubix.api.provider.reputation;

/**
 * Attempts of one kind.
 *
 * @param attempts all of them
 * @param weight the same, but older ones count for less
 */
public record Weighted(long attempts, double weight) {

  static final Weighted NONE = new Weighted(0, 0);

  Weighted plusOne() {
    return new Weighted(attempts + 1, weight + 1);
  }

  Weighted faded(double factor) {
    return attempts == 0 ? this : new Weighted(attempts, weight * factor);
  }
}
