package io.qubix.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.job.DbSchedulerJobs;
import io.qubix.benchmarks.job.GatewayJobs;
import io.qubix.benchmarks.job.HttpBatchJobs;
import io.qubix.benchmarks.job.HttpJobs;
import io.qubix.benchmarks.job.HttpNextJobs;
import io.qubix.benchmarks.job.JobRunrJobs;
import io.qubix.benchmarks.log.LogArms;
import io.qubix.benchmarks.server.History;
import io.qubix.benchmarks.server.Http;
import io.qubix.benchmarks.server.Market;
import io.qubix.benchmarks.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;

/**
 * Runs the arms that {@code bench.arms} names ({@code log}, {@code bus}, {@code jobs}, {@code
 * peers}, {@code http}, {@code latency}, {@code replay}, {@code verify}, {@code ten}, {@code
 * stored}, {@code providers}, {@code waiting}, {@code fair}; all by default) and writes {@code
 * bench.json}. Exits with 1 when an arm's own check fails.
 */
public final class Benchmarks {

  /** Jobs per second while latencies are measured. */
  private static final int STEADY = 50;

  /** Length of the input and of the result of jobs in the past: the same as in measured jobs. */
  private static final int CHARACTERS = 1_000;

  private final Path target = Path.of(System.getProperty("bench.target", "target"));
  private final String wanted = System.getProperty("bench.arms", "all");
  private final Sizes sizes = Sizes.asked();

  private Benchmarks() {}

  public static void main(String[] args) {
    // Otherwise Axon asks its vendor's server for updates, and sends data about this program.
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
      Rounds rounds = new Rounds(database, new Profile(target), sizes.warmUps());
      Report report = new Report(rounds, sizes);
      try {
        if (wants("log") || wants("bus")) {
          log(database, data, rounds);
        }
        if (List.of("jobs", "peers", "http", "latency", "replay", "verify", "ten").stream()
            .anyMatch(this::wants)) {
          jobs(database, data, rounds, report);
        }
        Growth growth = new Growth(database, data, rounds, sizes);
        if (wants("stored")) {
          growth.stored();
        }
        if (wants("providers")) {
          growth.providers();
        }
        if (wants("waiting")) {
          growth.waiting();
        }
        if (wants("fair")) {
          growth.fair();
        }
      } finally {
        report.write(target.resolve("bench.json"), (System.nanoTime() - began) / 1e9);
      }
    }
  }

  private void log(Database database, Path data, Rounds rounds) throws Exception {
    try (LogArms logs = new LogArms(database, data)) {
      rounds.run(sizes.rounds(), logs.arms(wants("log"), wants("bus"), sizes.seconds()));
    }
  }

  private void jobs(Database database, Path data, Rounds rounds, Report report) throws Exception {
    int jobs = sizes.jobs();
    try (Server server = new Server(database, data);
        Market market = new Market(server)) {
      long empty = Database.bytes(server.url());
      List<Arm> arms = new ArrayList<>();
      arms.add(new GatewayJobs("jobs.gateway", market, jobs, 0, 1));
      if (wants("jobs") || wants("http")) {
        arms.add(new DbSchedulerJobs("jobs.dbScheduler", database, jobs, 0));
      }
      if (wants("http")) {
        arms.add(new HttpJobs("jobs.http", market, jobs, 0));
        arms.add(new HttpNextJobs("jobs.httpNext", market, jobs));
        arms.add(new HttpBatchJobs("jobs.httpBatch", market, jobs));
      }
      if (wants("peers")) {
        arms.add(new JobRunrJobs("jobs.jobRunr", database, jobs));
      }
      rounds.run(sizes.rounds(), arms);
      if (wants("latency")) {
        int steady = STEADY * sizes.steadySeconds();
        rounds.run(
            sizes.rounds(),
            List.of(
                new GatewayJobs("steady.gateway", market, steady, STEADY, 1),
                new DbSchedulerJobs("steady.dbScheduler", database, steady, STEADY),
                new HttpJobs("steady.http", market, steady, STEADY)));
      }
      report.bytesPerJob((Database.bytes(server.url()) - empty) / (double) market.jobs());
      report.memoryAfter(market.jobs());
      if (wants("ten")) {
        rounds.run(
            sizes.rounds(), List.of(new GatewayJobs("jobs.gateway.ten", market, jobs, 0, 10)));
      }
      if (wants("verify") || wants("replay")) {
        long missing =
            sizes.replayed() - Database.number(server.url(), "select count(*) from event");
        if (missing > 0) {
          new History(market, CHARACTERS).add((int) (missing / History.EVENTS + 1));
        }
      }
      if (wants("verify")) {
        rounds.run(
            sizes.rounds(), List.of(new SealVerification(server), new RawRead(server.url())));
      }
      if (wants("replay")) {
        replay(server, market, rounds);
      }
    }
  }

  private void replay(Server server, Market market, Rounds rounds) throws Exception {
    Http http = market.http();
    rounds.run(
        sizes.rounds(),
        List.of(
            new RawReplay(server.url()),
            new Replay(server, http, "job", digest("job_view")),
            new Replay(server, http, "provider", digest("provider_view")),
            new Replay(server, http, "user", digest("user_view")),
            new Replay(server, http, "ledger", digest("ledger_posting"))));
  }

  /** A query for the digest of all rows of a table, in any order. */
  private static String digest(String table) {
    return "select md5(string_agg(row, '' order by row)) from (select md5(t::text) as row from "
        + table
        + " t) as rows";
  }

  private boolean wants(String arm) {
    Set<String> names = new TreeSet<>(List.of(wanted.split(",")));
    return names.contains("all") || names.contains(arm);
  }
}
