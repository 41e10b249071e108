package io.qubix.benchmarks.job;

import io.qubix.api.job.event.JobCompleted;
import io.qubix.benchmarks.server.Market;
import io.qubix.log.tail.CommittedEvents;
import org.axonframework.eventhandling.EventMessage;
import tools.jackson.databind.JsonNode;

/** Gets the next job with the answer to each completion: create, progress, complete. */
public final class HttpNextJobs extends HttpArm {

  public HttpNextJobs(String name, Market market, int jobs) {
    super(name, market, jobs, 0);
    market.server().get(CommittedEvents.class).listen(this::heard);
  }

  /** An answer comes with the next job, which could not begin if this one were not over by then. */
  private void heard(EventMessage<?> event) {
    Round round = current;
    if (round != null && event.getPayloadType() == JobCompleted.class) {
      round.flow().done();
    }
  }

  @Override
  void begin(Round round) {
    round
        .threads()
        .execute(
            () -> {
              try {
                post(round, "/api/jobs/create", newJob(round));
              } catch (RuntimeException e) {
                round.flow().failed(e);
              }
            });
  }

  @Override
  void startWorkers(Round round) {
    market.workers().forEach(worker -> round.threads().execute(() -> work(round, worker)));
  }

  private void work(Round round, String worker) {
    JsonNode[] next = {null};
    untilOver(
        round,
        () -> {
          round.requests().incrementAndGet();
          if (next[0] == null || next[0].isEmpty()) {
            next[0] = market.http().poll("/api/jobs/pending/" + worker + "?wait=30");
            return;
          }
          JsonNode job = next[0].get(0);
          started(round, job);
          String path = "/api/jobs/" + job.path("id").asString();
          post(round, path + "/progress", progress(worker));
          next[0] =
              market
                  .http()
                  .hold(path + "/complete?next=1&wait=30", completion(worker))
                  .path("next");
        });
  }
}
