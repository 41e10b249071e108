package io.qubix.benchmarks;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Text;
import io.qubix.benchmarks.job.GatewayJobs;
import io.qubix.benchmarks.server.History;
import io.qubix.benchmarks.server.Market;
import io.qubix.benchmarks.server.Server;
import io.qubix.command.bus.Commands;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Measures the CPU of a whole job, of program and database, as stored jobs, providers or waiting
 * jobs grow. The sizes cannot take turns: they run one after the other, each after a warm-up.
 */
final class Growth {

  static final String STORED = "growth.stored.";
  static final String PROVIDERS = "growth.providers.";
  static final String WAITING = "growth.waiting.";
  static final String FAIR = "growth.fair.";

  /** Length of input and result of stored jobs: small, so that a million of them fit on a disk. */
  private static final int CHARACTERS = 100;

  /**
   * Long leases make heartbeats unnecessary; those of idle providers would count as cost of the
   * jobs.
   */
  private static final String LEASES = "--qubix.leases.length=30d";

  /** The number of jobs in flight: as many as the smallest number of providers can hold. */
  private static final int FEW = 10;

  /** Counts the providers whose newest snapshot is more than two snapshot intervals old. */
  private static final String WITHOUT_SNAPSHOT =
      """
      select count(*) from provider_view
      where (select max(sequence) from event where stream = 'provider:' || worker_id)
        > 400 + coalesce(
            (select max(sequence) from snapshot where stream = 'provider:' || worker_id), 0)
      """;

  private static final int CREATORS = 16;
  private static final long SETTLED_WITHIN_MINUTES = 60;
  private static final long POLL_NANOS = 200_000_000;

  private final Database database;
  private final Path data;
  private final Rounds rounds;
  private final Sizes sizes;

  Growth(Database database, Path data, Rounds rounds, Sizes sizes) {
    this.database = database;
    this.data = data;
    this.rounds = rounds;
    this.sizes = sizes;
  }

  void stored() throws Exception {
    try (Server server = new Server(database, data, LEASES);
        Market market = Market.silent(server, Market.IN_FLIGHT)) {
      // The first measured arm must not pay for compiling.
      rounds.warmUp(new GatewayJobs("growth.warm", market, sizes.jobs(), 0, 1));
      History history = new History(market, CHARACTERS);
      for (int stored : sizes.stored()) {
        if (stored > market.jobs()) {
          history.add(stored - market.jobs());
          // A provider with a long stream and no snapshot gets one with its next job.
          rounds.warmUp(new GatewayJobs("growth.snapshots", market, sizes.growthJobs(), 0, 1));
          awaitSnapshots(market);
        }
        measure(STORED + stored, market, Market.IN_FLIGHT);
      }
    }
  }

  /**
   * Waits for the snapshots that the program would have written on the way, so that no round pays
   * for all of them.
   */
  private static void awaitSnapshots(Market market) throws Exception {
    long end = System.nanoTime() + SETTLED_WITHIN_MINUTES * 60_000_000_000L;
    while (Database.number(market.server().url(), WITHOUT_SNAPSHOT) > 0) {
      Arm.require(System.nanoTime() < end, "There are no snapshots");
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  void providers() throws Exception {
    for (int providers : sizes.providers()) {
      try (Server server = new Server(database, data, LEASES);
          Market market = Market.silent(server, providers)) {
        measure(PROVIDERS + providers, market, FEW);
      }
    }
  }

  void waiting() throws Exception {
    waiting(WAITING, "oldest", 64);
  }

  /** The same by turns, and of many consumers. */
  void fair() throws Exception {
    waiting(FAIR, "fair", 1_000);
  }

  private void waiting(String arm, String order, int consumers) throws Exception {
    try (Server server = new Server(database, data, LEASES, "--qubix.matching.order=" + order);
        Market market = Market.silent(server, Market.IN_FLIGHT)) {
      for (int waiting : sizes.waiting()) {
        leaveWaiting(market, waiting - market.waiting(), consumers);
        measure(arm + waiting, market, Market.IN_FLIGHT);
      }
    }
  }

  private void measure(String name, Market market, int inFlight) throws Exception {
    rounds.run(
        sizes.rounds(), List.of(new GatewayJobs(name, market, sizes.growthJobs(), 0, 1, inFlight)));
  }

  /**
   * Creates jobs that fit no provider, and waits until the matcher has left each waiting and its
   * deadline has passed. Their sagas stay.
   */
  private static void leaveWaiting(Market market, int jobs, int consumers) throws Exception {
    ExecutorService creators = Executors.newFixedThreadPool(CREATORS);
    try {
      List<Future<?>> created = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        created.add(creators.submit(() -> create(market, consumers)));
      }
      for (Future<?> job : created) {
        job.get();
      }
    } finally {
      creators.shutdownNow();
    }
    market.server().awaitProjections();
    awaitTimedOut(market);
  }

  private static void create(Market market, int consumers) {
    int number = market.waits();
    market
        .server()
        .get(Commands.class)
        .send(
            new CreateJob(
                JobId.next(Instant.now()),
                new QubicAddress("PATIENT-" + number % consumers),
                "llama",
                1,
                JsonNodeFactory.instance.objectNode().put("prompt", Text.of(CHARACTERS)),
                price(number),
                requirements(number),
                JobTerms.NONE));
  }

  /**
   * Half of the jobs offer less than any provider asks; the others require a machine that no
   * provider has.
   */
  private static Money price(int number) {
    return new Money(number % 2 == 0 ? 1 + number : 100_000_000L + number);
  }

  private static Requirements requirements(int number) {
    boolean cheap = number % 2 == 0;
    return new Requirements(
        cheap ? null : List.of("RTX", "4090", "H100", "A100").get(number / 2 % 4),
        cheap ? number % 24 : 25.0 + number % 1_000,
        null,
        null);
  }

  private static void awaitTimedOut(Market market) throws Exception {
    String url = market.server().url();
    long end = System.nanoTime() + SETTLED_WITHIN_MINUTES * 60_000_000_000L;
    while (Database.number(
            url,
            "select count(*) from event" + " where type = 'io.qubix.api.job.JobAssignmentTimedOut'")
        < market.waiting()) {
      Arm.require(System.nanoTime() < end, "Deadlines are not met");
      LockSupport.parkNanos(POLL_NANOS);
    }
    market.server().awaitProjections();
    Arm.require(
        Database.number(url, "select count(*) from saga") == market.waiting(),
        "A waiting job has no saga");
    Arm.require(
        market.server().gauge("qubix.matching.jobs.open") == market.waiting(),
        "A waiting job is not in the book");
  }
}
