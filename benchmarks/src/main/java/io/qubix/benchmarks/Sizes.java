package io.qubix.benchmarks;

import java.util.List;

/**
 * The sizes of a run.
 *
 * @param warmUps the most warm-ups of an arm
 * @param seconds of a round of closed-loop load
 * @param jobs in a round
 * @param steadySeconds of the steady load for latencies
 * @param replayed the fewest events for replay and verification
 * @param growthJobs in a round of the growth arms
 * @param stored jobs already in the log, in the growth arms; the first is the base of the ratio
 * @param providers registered providers, in the growth arms
 * @param waiting waiting jobs that fit no provider, in the growth arms
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

  /**
   * Returns the full sizes, or the quick ones with {@code bench.quick}, with {@code bench.rounds}
   * rounds.
   */
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
