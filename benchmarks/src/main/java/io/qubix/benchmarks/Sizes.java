package io.qubix.benchmarks;

import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUps of an arm at most
 * @param seconds of a round of closed-loop load
 * @param jobs of a round
 * @param steadySeconds of the steady load that latencies are measured under
 * @param replayed events at least, for replay and verification
 * @param growthJobs of a round of the growth arms
 * @param stored jobs that are in the log already, in the growth arms; the first is the measure
 * @param providers that are registered
 * @param waiting jobs that fit no provider
 */
record Sizes(
    int rounds,
    int warmUps,
    double seconds,
    int jobs,
    int steadySeconds,
    int replayed,
    int growthJobs,
    List<Integer> stored,
    List<Integer> providers,
    List<Integer> waiting) {

  static final Sizes FULL =
      new Sizes(
          5,
          60,
          5,
          10_000,
          30,
          1_000_000,
          5_000,
          List.of(10_000, 100_000, 1_000_000),
          List.of(10, 1_000, 10_000),
          List.of(0, 100_000));

  static final Sizes QUICK =
      new Sizes(
          2,
          1,
          1.5,
          2_000,
          8,
          60_000,
          500,
          List.of(4_000, 10_000),
          List.of(10, 300),
          List.of(0, 1_000));

  /** The full form, or the quick one with {@code bench.quick}; in {@code bench.rounds} rounds. */
  static Sizes asked() {
    Sizes form = "false".equals(System.getProperty("bench.quick", "false")) ? FULL : QUICK;
    String rounds = System.getProperty("bench.rounds", "");
    return rounds.isEmpty() ? form : form.inRounds(Integer.parseInt(rounds));
  }

  private Sizes inRounds(int number) {
    return new Sizes(
        number,
        warmUps,
        seconds,
        jobs,
        steadySeconds,
        replayed,
        growthJobs,
        stored,
        providers,
        waiting);
  }
}
