package io.qubix.benchmarks.job;

import io.qubix.benchmarks.server.Market;
import tools.jackson.databind.JsonNode;

/** Uses a request for each step of each job: create, poll, progress, complete. */
public final class HttpJobs extends HttpArm {

  public HttpJobs(String name, Market market, int jobs, int perSecond) {
    super(name, market, jobs, perSecond);
  }

  @Override
  void begin(Round round) {
    round.threads().execute(() -> create(round));
  }

  private void create(Round round) {
    try {
      post(round, "/api/jobs/create", newJob(round));
    } catch (RuntimeException e) {
      round.flow().failed(e);
    }
  }

  @Override
  void startWorkers(Round round) {
    market
        .workers()
        .forEach(
            worker ->
                round.threads().execute(() -> untilOver(round, () -> workOnce(round, worker))));
  }

  private void workOnce(Round round, String worker) {
    round.requests().incrementAndGet();
    JsonNode jobs = market.http().poll("/api/jobs/pending/" + worker + "?wait=30");
    if (!jobs.isEmpty()) {
      started(round, jobs.get(0));
      String path = "/api/jobs/" + jobs.get(0).path("id").asString();
      post(round, path + "/progress", progress(worker));
      post(round, path + "/complete", completion(worker));
      round.flow().done();
    }
  }
}
