package io.qubix.benchmarks;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.job.CreateJob;
import io.qubix.api.job.JobId;
import io.qubix.api.job.Requirements;
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
 * What a whole job costs in CPU, of program and database, as more is stored, registered, or
 * waiting. The sizes come one after the other, each with a warm-up of its own: they cannot take
 * turns.
 */
final class Growth {

  static final String STORED = "growth.stored.";
  static final String PROVIDERS = "growth.providers.";
  static final String WAITING = "growth.waiting.";

  /** Input and result of stored jobs: small, so that a million of them fit on a disk. */
  private static final int CHARACTERS = 100;

  /** Nobody beats, or the heartbeats of idle providers would count as cost of the jobs. */
  private static final String LEASES = "--qubix.leases.length=30d";

  /** As many at once as the fewest providers can hold. */
  private static final int FEW = 10;

  /** Providers whose newest snapshot is older than two of them may be apart. */
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
      // What is measured first must not be what is compiled last.
      rounds.warmUp(new GatewayJobs("growth.warm", market, sizes.jobs(), 0, 1));
      History history = new History(market, CHARACTERS);
      for (int stored : sizes.stored()) {
        if (stored > market.jobs()) {
          history.add(stored - market.jobs());
          // Whoever has a long past without a snapshot gets one with its next job.
          rounds.warmUp(new GatewayJobs("growth.snapshots", market, sizes.growthJobs(), 0, 1));
          awaitSnapshots(market);
        }
        measure(STORED + stored, market, Market.IN_FLIGHT);
      }
    }
  }

  /** The program would have made them on the way; no round shall pay for all of them at once. */
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
    try (Server server = new Server(database, data, LEASES);
        Market market = Market.silent(server, Market.IN_FLIGHT)) {
      for (int waiting : sizes.waiting()) {
        leaveWaiting(market, waiting - market.waiting());
        measure(WAITING + waiting, market, Market.IN_FLIGHT);
      }
    }
  }

  private void measure(String name, Market market, int inFlight) throws Exception {
    rounds.run(
        sizes.rounds(), List.of(new GatewayJobs(name, market, sizes.growthJobs(), 0, 1, inFlight)));
  }

  /**
   * Has jobs created that no provider fits, and waits until each was left waiting and its deadline
   * has passed: their sagas stay.
   */
  private static void leaveWaiting(Market market, int jobs) throws Exception {
    ExecutorService creators = Executors.newFixedThreadPool(CREATORS);
    try {
      List<Future<?>> created = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        created.add(creators.submit(() -> create(market)));
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

  private static void create(Market market) {
    int number = market.waits();
    market
        .server()
        .get(Commands.class)
        .send(
            new CreateJob(
                JobId.next(Instant.now()),
                new QubicAddress("PATIENT-" + number % 64),
                "llama",
                1,
                JsonNodeFactory.instance.objectNode().put("prompt", Text.of(CHARACTERS)),
                price(number),
                requirements(number)));
  }

  /** Some ask too little money of everybody, others too much of every machine. */
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
