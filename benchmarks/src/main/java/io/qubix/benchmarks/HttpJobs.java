package io.qubix.benchmarks;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The same jobs over HTTP: consumers post them, workers wait for them in long polls. */
final class HttpJobs extends Arm {

  private static final long SETTLE_NANOS = 1_000_000_000;

  private final Market market;
  private final int jobs;
  private final int perSecond;

  /** What is under way. */
  private record Round(
      AtomicInteger number,
      AtomicInteger polls,
      Flow flow,
      Starts starts,
      Set<CompletableFuture<?>> held) {}

  private volatile @Nullable Round current;

  /**
   * @param perSecond at which jobs are created; 0: as fast as {@link Market#IN_FLIGHT} allow
   */
  HttpJobs(String name, Market market, int jobs, int perSecond) {
    super(name);
    this.market = market;
    this.jobs = jobs;
    this.perSecond = perSecond;
  }

  @Override
  void warmUp() throws Exception {
    run(perSecond == 0 ? Math.min(jobs, 2_000) : perSecond);
  }

  @Override
  Figures round() throws Exception {
    return run(jobs);
  }

  private Figures run(int count) throws Exception {
    Round round =
        new Round(
            new AtomicInteger(),
            new AtomicInteger(),
            new Flow(count, Market.IN_FLIGHT),
            new Starts(),
            ConcurrentHashMap.newKeySet());
    current = round;
    market.workers().forEach(worker -> poll(round, worker));
    if (perSecond > 0) {
      // A steady load finds its workers waiting, not all of them on the way at once.
      LockSupport.parkNanos(SETTLE_NANOS);
    }
    try {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        if (perSecond > 0) {
          LockSupport.parkNanos(began + i * 1_000_000_000L / perSecond - System.nanoTime());
        }
        round.flow().begin();
        create(round);
      }
      round.flow().awaitAll();
      market.server().awaitProjections();
      double took = (System.nanoTime() - began) / 1e9;
      return Figures.of("perSecond", count / took)
          .andLatencies(round.starts().latencies())
          .and("jobs", count)
          .and("polls", round.polls().get());
    } finally {
      current = null;
      round.held().forEach(poll -> poll.cancel(true));
    }
  }

  /** The job's id is the server's: its consumer's prompt names it until it comes back with one. */
  private void create(Round round) {
    String prompt = round.number().incrementAndGet() + " " + Text.of(1_000);
    round.starts().submitted(prompt);
    market
        .http()
        .post(
            "/api/jobs/create",
            Map.of(
                "modelType",
                "llama",
                "computeNeeded",
                1,
                "inputData",
                Map.of("prompt", prompt),
                "qubicAddress",
                market.consumer()))
        .whenComplete((body, failure) -> failUnlessNull(round, failure));
  }

  private void poll(Round round, String worker) {
    if (current != round) {
      return;
    }
    round.polls().incrementAndGet();
    CompletableFuture<JsonNode> answer =
        market.http().get("/api/jobs/pending/" + worker + "?wait=30");
    round.held().add(answer);
    answer.whenComplete(
        (body, failure) -> {
          round.held().remove(answer);
          if (current != round) {
            return;
          }
          if (failure != null || body.isEmpty()) {
            failUnlessNull(round, failure);
            poll(round, worker);
          } else {
            work(round, worker, body.get(0));
          }
        });
  }

  private void work(Round round, String worker, JsonNode job) {
    try {
      round.starts().started(job.at("/inputData/prompt").asString());
    } catch (IllegalStateException e) {
      round.flow().failed(e);
      return;
    }
    String path = "/api/jobs/" + job.path("id").asString();
    Map<String, Object> report = Map.of("workerId", worker, "attempt", 1, "progress", 50);
    Map<String, Object> result =
        Map.of(
            "workerId",
            worker,
            "attempt",
            1,
            "status",
            "completed",
            "result",
            Map.of("text", Text.of(1_000)),
            "metrics",
            Map.of("processingTimeSeconds", 1));
    market
        .http()
        .post(path + "/progress", report)
        .thenCompose(answer -> market.http().post(path + "/complete", result))
        .whenComplete(
            (answer, failure) -> {
              failUnlessNull(round, failure);
              if (failure == null) {
                round.flow().done();
                poll(round, worker);
              }
            });
  }

  private static void failUnlessNull(Round round, @Nullable Throwable failure) {
    if (failure != null) {
      round.flow().failed(failure);
    }
  }

  @Override
  void check() throws Exception {
    market.check();
  }
}
