package io.qubix.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Runs what {@code bench.arms} names ({@code log}, {@code bus}, {@code jobs}, {@code peers}, {@code
 * http}, {@code latency}, {@code replay}, {@code verify}; otherwise all) and writes {@code
 * bench.json}. Ends with 1 when an arm's own check fails.
 */
public final class Benchmarks {

  private final Path target = Path.of(System.getProperty("bench.target", "target"));
  private final String wanted = System.getProperty("bench.arms", "all");
  private final Sizes sizes =
      "false".equals(System.getProperty("bench.quick", "false")) ? Sizes.FULL : Sizes.QUICK;

  private Benchmarks() {}

  public static void main(String[] args) {
    // Axon would ask its makers for news, and tell them who asks.
    System.setProperty("axoniq.update-checker.disabled", "true");
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    int status = 1;
    try {
      new Benchmarks().run();
      status = 0;
    } catch (Exception e) {
      e.printStackTrace();
    }
    // Some of the peers leave threads behind.
    System.exit(status);
  }

  private void run() throws Exception {
    long began = System.nanoTime();
    Path data = Files.createTempDirectory(Files.createDirectories(target), "data");
    try (Database database = Database.start(target.toAbsolutePath())) {
      Rounds rounds = new Rounds(database.postmaster());
      Report report = new Report(rounds, sizes);
      if (wants("log") || wants("bus")) {
        log(database, data, rounds);
      }
      report.write(target.resolve("bench.json"), (System.nanoTime() - began) / 1e9);
    }
  }

  private void log(Database database, Path data, Rounds rounds) throws Exception {
    try (Log sealed = new SealedLog(database, data);
        Log stock = new StockLog(database)) {
      List<Log> logs = List.of(sealed, stock);
      List<AtomicLong> answered = List.of(new AtomicLong(), new AtomicLong());
      List<Arm> arms = new ArrayList<>();
      for (int callers : List.of(1, 16, 256)) {
        // More connections than 32 make PostgreSQL slower.
        arms.add(new SingleInserts(database, Math.min(callers, 32), sizes.seconds()));
        for (int i = 0; i < logs.size(); i++) {
          if (wants("log")) {
            arms.add(new LogArm(logs.get(i), false, callers, sizes.seconds(), answered.get(i)));
          }
          if (wants("bus")) {
            arms.add(new LogArm(logs.get(i), true, callers, sizes.seconds(), answered.get(i)));
          }
        }
      }
      rounds.run(sizes.rounds(), arms);
    }
  }

  private boolean wants(String arm) {
    Set<String> names = new TreeSet<>(List.of(wanted.split(",")));
    return names.contains("all") || names.contains(arm);
  }
}
