package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs rivals in turn, so that disturbances on the machine hit all alike. */
final class Rounds {

  /** The share of the machine that other processes may have in a round. */
  private static final double QUIET = 0.10;

  /** The share of one core that the just-in-time compiler may still take once an arm is warm. */
  private static final double COMPILED = 0.05;

  private static final long COMPILER_LOOK_NANOS = 200_000_000;
  private static final long COMPILER_WAIT_NANOS = 5_000_000_000L;

  /** One round; dropped when other processes were busy. */
  record Round(int number, Figures figures, double others, boolean dropped) {}

  /** Medians and spread of the rounds that count. */
  record Summary(
      Map<String, Double> median,
      Map<String, Double> lowest,
      Map<String, Double> highest,
      int counted,
      int dropped,
      boolean noisy,
      List<Map<String, Object>> rounds) {}

  private final Map<String, List<Round>> results = new LinkedHashMap<>();
  private final Database database;
  private final Profile profile;
  private final int warmUps;

  /**
   * @param warmUps the most warm-ups of an arm, if the compiler does not come to rest before
   */
  Rounds(Database database, Profile profile, int warmUps) {
    this.database = database;
    this.warmUps = warmUps;
    this.profile = profile;
  }

  void run(int rounds, List<? extends Arm> arms) throws Exception {
    for (Arm arm : arms) {
      warmUp(arm);
    }
    for (int round = 1; round <= rounds; round++) {
      for (Arm arm : arms) {
        database.tidy();
        System.gc();
        Machine before = Machine.now(database.postmaster());
        Figures figures = arm.round();
        database.settle();
        Machine after = Machine.now(database.postmaster());
        double others = after.othersSince(before);
        figures
            .and("cpuProgram", after.programSecondsSince(before))
            .and("cpuDatabase", after.databaseSecondsSince(before));
        if (figures.values().containsKey("cpuClient")) {
          figures.and("cpuServer", figures.get("cpuProgram") - figures.get("cpuClient"));
        }
        if (figures.values().containsKey("jobs")) {
          figures.and(
              "cpuMsPerJob",
              1_000
                  * (figures.get("cpuProgram") + figures.get("cpuDatabase"))
                  / figures.get("jobs"));
        }
        Round done = new Round(round, figures, others, others > QUIET);
        results.computeIfAbsent(arm.name(), name -> new ArrayList<>()).add(done);
        System.out.printf(
            "%-28s round %d  others %3.0f %%%s  %s%n",
            arm.name(), round, 100 * others, done.dropped() ? " (dropped)" : "", figures);
      }
    }
    for (Arm arm : arms) {
      profile.of(arm);
      arm.check();
    }
  }

  /**
   * Runs an arm until its code is compiled: tens of thousands of jobs for a program of many small
   * parts, one turn for a small one.
   */
  void warmUp(Arm arm) throws Exception {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long began = System.nanoTime();
    double share = 1;
    int turns = 0;
    for (; turns < warmUps && share > COMPILED; turns++) {
      if (turns > 0) {
        awaitIdle(compiler);
      }
      long compiledBefore = compiler.getTotalCompilationTime();
      long turn = System.nanoTime();
      arm.warmUp();
      share =
          (compiler.getTotalCompilationTime() - compiledBefore) * 1e6 / (System.nanoTime() - turn);
    }
    System.out.printf(
        "%-28s warm after %.1f s, %d turns; the compiler took %.0f %% of a core in the last%n",
        arm.name(), (System.nanoTime() - began) / 1e9, turns, 100 * share);
  }

  /** Gives the compiler idle time to empty its queue, which a busy machine would not. */
  private static void awaitIdle(CompilationMXBean compiler) {
    long end = System.nanoTime() + COMPILER_WAIT_NANOS;
    long before;
    do {
      before = compiler.getTotalCompilationTime();
      LockSupport.parkNanos(COMPILER_LOOK_NANOS);
    } while ((compiler.getTotalCompilationTime() - before) * 1e6 > COMPILED * COMPILER_LOOK_NANOS
        && System.nanoTime() < end);
  }

  /** Returns the median of one figure, or null when the arm did not run. */
  @Nullable Double median(String arm, String figure) {
    Summary summary = summaries().get(arm);
    return summary == null ? null : summary.median().get(figure);
  }

  /**
   * Returns the summaries by arm. When other processes were busy in every round, all rounds count
   * and the summary is {@code noisy}.
   */
  Map<String, Summary> summaries() {
    Map<String, Summary> summaries = new LinkedHashMap<>();
    results.forEach((arm, rounds) -> summaries.put(arm, summary(rounds)));
    return summaries;
  }

  private static Summary summary(List<Round> rounds) {
    List<Round> counted = rounds.stream().filter(round -> !round.dropped()).toList();
    boolean noisy = counted.isEmpty();
    int dropped = rounds.size() - counted.size();
    Map<String, Double> median = new LinkedHashMap<>();
    Map<String, Double> lowest = new LinkedHashMap<>();
    Map<String, Double> highest = new LinkedHashMap<>();
    List<Round> used = noisy ? rounds : counted;
    for (String figure : used.get(0).figures().values().keySet()) {
      double[] sorted =
          used.stream().mapToDouble(round -> round.figures().get(figure)).sorted().toArray();
      int middle = sorted.length / 2;
      median.put(
          figure,
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
      lowest.put(figure, sorted[0]);
      highest.put(figure, sorted[sorted.length - 1]);
    }
    List<Map<String, Object>> raw = new ArrayList<>();
    for (Round round : rounds) {
      Map<String, Object> row = new TreeMap<>(round.figures().values());
      row.put("round", round.number());
      row.put("others", round.others());
      row.put("dropped", round.dropped());
      raw.add(row);
    }
    return new Summary(median, lowest, highest, used.size(), noisy ? 0 : dropped, noisy, raw);
  }
}
