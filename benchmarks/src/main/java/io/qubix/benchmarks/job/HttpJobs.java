package io.qubix.benchmarks.job;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.arm.Text;
import io.qubix.benchmarks.server.Market;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Measures whole jobs over HTTP: consumers post them, workers wait for them in long polls. */
public final class HttpJobs extends Arm {

  private static final long SETTLE_NANOS = 1_000_000_000;

  private final Market market;
  private final int jobs;
  private final int perSecond;

  private record Round(
      AtomicInteger number,
      AtomicInteger polls,
      Flow flow,
      Starts starts,
      ExecutorService threads) {}

  private volatile @Nullable Round current;

  /**
   * @param perSecond jobs created per second, or 0 for as fast as {@link Market#IN_FLIGHT} allows
   */
  public HttpJobs(String name, Market market, int jobs, int perSecond) {
    super(name);
    this.market = market;
    this.jobs = jobs;
    this.perSecond = perSecond;
  }

  @Override
  public void warmUp() throws Exception {
    run(perSecond == 0 ? Math.min(jobs, 2_000) : perSecond);
  }

  @Override
  public Figures round() throws Exception {
    return run(jobs);
  }

  private Figures run(int count) throws Exception {
    // One thread for each worker, and one for each job being submitted.
    ExecutorService threads = Executors.newFixedThreadPool(2 * Market.IN_FLIGHT);
    Round round =
        new Round(
            new AtomicInteger(),
            new AtomicInteger(),
            new Flow(count, Market.IN_FLIGHT),
            new Starts(),
            threads);
    current = round;
    market.workers().forEach(worker -> threads.execute(() -> work(round, worker)));
    if (perSecond > 0) {
      // A steady load begins when all workers wait, not while they still connect.
      LockSupport.parkNanos(SETTLE_NANOS);
    }
    try {
      long began = System.nanoTime();
      round.flow().beginAll(perSecond, () -> threads.execute(() -> create(round)));
      round.flow().awaitAll();
      market.server().awaitProjections();
      double took = (System.nanoTime() - began) / 1e9;
      return Figures.of("perSecond", count / took)
          .andLatencies(round.starts().latencies())
          .and("jobs", count)
          .and("polls", round.polls().get());
    } finally {
      current = null;
      threads.shutdown();
      market.http().letGo();
      require(threads.awaitTermination(1, TimeUnit.MINUTES), "Workers do not end");
    }
  }

  /**
   * Creates a job. The server makes its id, so the prompt identifies the job until a worker has it.
   */
  private void create(Round round) {
    String prompt = round.number().incrementAndGet() + " " + Text.of(1_000);
    round.starts().submitted(prompt);
    try {
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
                  market.consumer()));
    } catch (RuntimeException e) {
      round.flow().failed(e);
    }
  }

  /** Takes one job after the other, as a worker does, until the round is over. */
  private void work(Round round, String worker) {
    while (current == round) {
      try {
        round.polls().incrementAndGet();
        JsonNode jobs = market.http().poll("/api/jobs/pending/" + worker + "?wait=30");
        if (!jobs.isEmpty()) {
          round.starts().started(jobs.get(0).at("/inputData/prompt").asString());
          report(worker, jobs.get(0));
          round.flow().done();
        }
      } catch (RuntimeException e) {
        if (current == round) {
          round.flow().failed(e);
        }
        return;
      }
    }
  }

  private void report(String worker, JsonNode job) {
    String path = "/api/jobs/" + job.path("id").asString();
    market
        .http()
        .post(path + "/progress", Map.of("workerId", worker, "attempt", 1, "progress", 50));
    market
        .http()
        .post(
            path + "/complete",
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
                Map.of("processingTimeSeconds", 1)));
  }

  @Override
  public void check() throws Exception {
    market.check();
  }
}
