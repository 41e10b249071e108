package io.qubix.command.job.rest;

import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.money.Money;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class CreateJobController {

  record Created(boolean success, JobView job, Money estimatedCost, String message) {

    static Created of(JobView job) {
      String message =
          job.provider() != null
              ? "Job created and assigned to " + job.provider().workerId().value()
              : job.nextAttemptAt() != null
                  ? "Job created; it is offered from " + job.nextAttemptAt() + " on"
                  : "Job created; it waits for a provider";
      return new Created(true, job, job.estimatedCost(), message);
    }
  }

  private final Creations creations;
  private final Clock clock;

  CreateJobController(Creations creations, Clock clock) {
    this.creations = creations;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/create")
  CompletableFuture<Created> create(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable JsonBody body) {
    NewJob job = NewJob.of(CreateRequest.of(body), key, clock.instant());
    return creations.create(job).thenApply(Created::of);
  }
}
