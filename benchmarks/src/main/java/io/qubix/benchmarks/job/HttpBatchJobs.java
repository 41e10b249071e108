package io.qubix.benchmarks.job;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.server.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Uses a request for each step of up to sixteen jobs: create, poll, progress, complete. */
public final class HttpBatchJobs extends HttpArm {

  private static final int TOGETHER = 16;

  private final List<Map<String, Object>> collected = new ArrayList<>();

  /**
   * @param jobs a multiple of sixteen
   */
  public HttpBatchJobs(String name, Market market, int jobs) {
    super(name, market, jobs, 0);
  }

  /** Called by one thread. */
  @Override
  void begin(Round round) {
    collected.add(newJob(round));
    if (collected.size() == TOGETHER) {
      Map<String, Object> batch = Map.of("jobs", List.copyOf(collected));
      collected.clear();
      round.threads().execute(() -> create(round, batch));
    }
  }

  private void create(Round round, Map<String, Object> batch) {
    try {
      requireAll(post(round, "/api/jobs/batch", batch));
    } catch (RuntimeException e) {
      round.flow().failed(e);
    }
  }

  @Override
  void startWorkers(Round round) {
    List<String> workers = market.workers();
    for (int i = 0; i < workers.size(); i += TOGETHER) {
      String host = String.join(",", workers.subList(i, Math.min(i + TOGETHER, workers.size())));
      round.threads().execute(() -> untilOver(round, () -> workOnce(round, host)));
    }
  }

  private void workOnce(Round round, String workers) {
    round.requests().incrementAndGet();
    JsonNode held = market.http().poll("/api/jobs/pending?wait=30&workers=" + workers);
    List<Map<String, Object>> progress = new ArrayList<>();
    List<Map<String, Object>> completions = new ArrayList<>();
    held.forEachEntry(
        (worker, jobs) -> {
          for (JsonNode job : jobs) {
            started(round, job);
            progress.add(of(job, worker, HttpArm::progress));
            completions.add(of(job, worker, HttpArm::completion));
          }
        });
    if (!progress.isEmpty()) {
      requireAll(post(round, "/api/jobs/reports", Map.of("reports", progress)));
      requireAll(post(round, "/api/jobs/reports", Map.of("reports", completions)));
      completions.forEach(done -> round.flow().done());
    }
  }

  private static Map<String, Object> of(
      JsonNode job, String worker, Function<String, Map<String, Object>> report) {
    Map<String, Object> body = report.apply(worker);
    body.put("jobId", job.path("id").asString());
    return body;
  }

  private static void requireAll(JsonNode answer) {
    for (JsonNode result : answer.path("results")) {
      Arm.require(result.path("success").asBoolean(), "One of many was refused: " + result);
    }
  }
}
