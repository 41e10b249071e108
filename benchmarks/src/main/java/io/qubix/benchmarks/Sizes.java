package io.qubix.benchmarks;

/**
 * How much is measured.
 *
 * @param seconds of a round of closed-loop load
 * @param jobs of a round
 * @param steadySeconds of the steady load that latencies are measured under
 * @param replayed events at least, for replay and verification
 */
record Sizes(int rounds, double seconds, int jobs, int steadySeconds, int replayed) {

  static final Sizes FULL = new Sizes(5, 5, 10_000, 30, 1_000_000);
  static final Sizes QUICK = new Sizes(2, 1.5, 2_000, 8, 0);
}
