package io.qubix.benchmarks.server;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Registers providers, sends their heartbeats every 15 s, and counts the jobs that consumers
 * create.
 */
public final class Market implements AutoCloseable {

  public static final int IN_FLIGHT = 256;

  private static final int CONSUMERS = 64;
  private static final int REGISTRATIONS = 3;
  private static final int REGISTERED_AT_ONCE = 64;

  private static final int BEAT_SECONDS = 15;

  private final Server server;
  private final Http http;
  private final List<String> workers = new ArrayList<>();
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private int beats;
  private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();

  public Market(Server server) {
    this(server, IN_FLIGHT);
    long nanos = TimeUnit.SECONDS.toNanos(BEAT_SECONDS) / workers.size();
    heartbeats.scheduleAtFixedRate(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private Market(Server server, int providers) {
    this.server = server;
    this.http = new Http(server.uri());
    List<CompletableFuture<Void>> registrations = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      int number = i;
      workers.add("worker-" + number);
      registrations.add(CompletableFuture.runAsync(() -> register(number)));
      if (registrations.size() == REGISTERED_AT_ONCE || i == providers - 1) {
        registrations.forEach(CompletableFuture::join);
        registrations.clear();
      }
    }
  }

  /** Registers providers without heartbeats; the server's leases must be long. */
  public static Market silent(Server server, int providers) {
    return new Market(server, providers);
  }

  private void register(int number) {
    register(
        Map.of(
            "workerId",
            "worker-" + number,
            "qubicAddress",
            "OWNER-" + number,
            "gpuModel",
            "RTX 4090",
            "gpuVram",
            24,
            "pricePerHour",
            BigDecimal.valueOf(100 + number, 2)));
  }

  /** Registers a provider and tries again after an error, as a worker does. */
  private void register(Map<String, Object> provider) {
    for (int attempt = 1; ; attempt++) {
      try {
        http.post("/api/providers/register", provider);
        return;
      } catch (RuntimeException e) {
        System.out.println("A registration failed: " + e.getMessage());
        if (attempt == REGISTRATIONS) {
          throw e;
        }
      }
    }
  }

  public Server server() {
    return server;
  }

  public Http http() {
    return http;
  }

  public List<String> workers() {
    return workers;
  }

  /** Counts a job that is about to be created, and returns its consumer. */
  public String consumer() {
    return "CONSUMER-" + created.incrementAndGet() % CONSUMERS;
  }

  public int jobs() {
    return created.get();
  }

  /** Counts a job that is about to be created and that fits no provider, and returns its number. */
  public int waits() {
    return waiting.getAndIncrement();
  }

  public int waiting() {
    return waiting.get();
  }

  /**
   * Checks that every job was done once, the books are right and complete, and the seal is
   * unbroken.
   */
  public void check() throws Exception {
    server.awaitProjections();
    String url = server.url();
    Database.requireDurable(url);
    long jobs = created.get();
    Arm.require(
        Database.number(url, "select count(*) from job_view where status = 'COMPLETED'") == jobs
            && Database.number(url, "select count(*) from job_view") == jobs + waiting.get(),
        "Not every job is completed");
    Arm.require(
        Database.number(url, "select count(*) from event where type like '%JobCompleted'") == jobs,
        "A job was completed twice, or not at all");
    Arm.require(
        Database.number(url, "select count(*) from ledger_transaction") == jobs
            && Database.number(url, "select sum(amount) from ledger_posting") == 0,
        "The books are wrong");
    Arm.require(
        Database.number(url, "select count(*) from dead_letter") == 0, "There are dead letters");
    JsonNode proof = http.get("/api/audit/ledger");
    Arm.require(proof.path("agrees").asBoolean(), "The audit differs: " + proof);
  }

  /** Sends the heartbeats at spread times, as workers on many machines do. */
  private void beat() {
    String worker = workers.get(beats++ % workers.size());
    try {
      http.post("/api/providers/" + worker + "/heartbeat", Map.of());
    } catch (RuntimeException e) {
      // The next heartbeat follows.
      System.out.println("A heartbeat failed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    heartbeats.shutdownNow();
  }
}
