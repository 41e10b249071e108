package io.qubix.benchmarks.job;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.arm.Text;
import io.qubix.benchmarks.server.Market;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Measures whole jobs over HTTP: consumers post them, workers wait for them in long polls. */
abstract class HttpArm extends Arm {

  private static final long SETTLE_NANOS = 1_000_000_000;

  final Market market;
  private final int jobs;
  private final int perSecond;

  record Round(
      AtomicInteger number,
      AtomicInteger requests,
      Flow flow,
      Starts starts,
      ClientThreads threads) {}

  volatile @Nullable Round current;

  /**
   * @param perSecond jobs created per second, or 0 for as fast as {@link Market#IN_FLIGHT} allows
   */
  HttpArm(String name, Market market, int jobs, int perSecond) {
    super(name);
    this.market = market;
    this.jobs = jobs;
    this.perSecond = perSecond;
  }

  /** Begins a job, on another thread. */
  abstract void begin(Round round);

  /** Sets the workers to work until the round is over. */
  abstract void startWorkers(Round round);

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
    ClientThreads threads = new ClientThreads(2 * Market.IN_FLIGHT);
    Round round =
        new Round(
            new AtomicInteger(),
            new AtomicInteger(),
            new Flow(count, Market.IN_FLIGHT),
            new Starts(),
            threads);
    current = round;
    startWorkers(round);
    if (perSecond > 0) {
      // A steady load begins when all workers wait, not while they still connect.
      LockSupport.parkNanos(SETTLE_NANOS);
    }
    double took;
    try {
      long began = System.nanoTime();
      round.flow().beginAll(perSecond, () -> begin(round));
      round.flow().awaitAll();
      market.server().awaitProjections();
      took = (System.nanoTime() - began) / 1e9;
    } finally {
      current = null;
      market.http().letGo();
      require(threads.end(), "Workers do not end");
    }
    return Figures.of("perSecond", count / took)
        .andLatencies(round.starts().latencies())
        .and("jobs", count)
        .and("requests", round.requests().get())
        .and("cpuClient", threads.cpuSeconds());
  }

  /**
   * Returns a new job. The server makes its id, so the prompt identifies the job until a worker has
   * it.
   */
  final Map<String, Object> newJob(Round round) {
    String prompt = round.number().incrementAndGet() + " " + Text.of(1_000);
    round.starts().submitted(prompt);
    return Map.of(
        "modelType",
        "llama",
        "computeNeeded",
        1,
        "inputData",
        Map.of("prompt", prompt),
        "qubicAddress",
        market.consumer());
  }

  static void started(Round round, JsonNode job) {
    round.starts().started(job.at("/inputData/prompt").asString());
  }

  final JsonNode post(Round round, String path, Object body) {
    round.requests().incrementAndGet();
    return market.http().post(path, body);
  }

  /** Runs a client until the round is over; a failure before that fails the round. */
  final void untilOver(Round round, Runnable step) {
    try {
      while (current == round) {
        step.run();
      }
    } catch (RuntimeException e) {
      if (current == round) {
        round.flow().failed(e);
      }
    }
  }

  static Map<String, Object> progress(String worker) {
    return new HashMap<>(Map.of("workerId", worker, "attempt", 1, "progress", 50));
  }

  static Map<String, Object> completion(String worker) {
    return new HashMap<>(
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
