package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.money.Money;
import io.qubix.api.request.HeaderText;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.log.tail.Awaited;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
          job.provider() == null
              ? "Job created; it waits for a provider"
              : "Job created and assigned to " + job.provider().workerId().value();
      return new Created(true, job, job.estimatedCost(), message);
    }
  }

  private final Commands commands;
  private final Verdicts verdicts;
  private final FirstAnswer firstAnswer;
  private final JobHistory history;
  private final Clock clock;

  CreateJobController(
      Commands commands,
      Verdicts verdicts,
      FirstAnswer firstAnswer,
      JobHistory history,
      Clock clock) {
    this.commands = commands;
    this.verdicts = verdicts;
    this.firstAnswer = firstAnswer;
    this.history = history;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/create")
  CompletableFuture<Created> create(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable JsonBody body) {
    CreateRequest request = CreateRequest.of(body);
    return key == null
        ? create(request, JobId.next(clock.instant()))
        : createOnce(request, JobId.forKey(request.consumer(), checked(key)));
  }

  private CompletableFuture<Created> create(CreateRequest request, JobId job) {
    return judged(
        job,
        verdict -> {
          JobCreated created = commands.send(request.command(job));
          JobView pending = history.named(JobView.of(List.of(created)));
          return verdicts
              .patiently(verdict)
              .thenApply(first -> first.map(told -> JobView.after(pending, told)).orElse(pending));
        });
  }

  private CompletableFuture<Created> createOnce(CreateRequest request, JobId job) {
    return judged(
        job,
        verdict -> {
          Optional<JobCreated> created = commands.send(request.commandOnce(job));
          return created.isPresent()
              ? firstAnswer.toTheFirst(created.get(), verdict)
              : firstAnswer.toARepeat(job, verdict);
        });
  }

  /** Waits for the matcher without a thread; usually the verdict is already there. */
  private CompletableFuture<Created> judged(
      JobId job, Function<Awaited.Call<JobEvent>, CompletableFuture<JobView>> creation) {
    // Requested before the job exists, so that no verdict is missed.
    Awaited.Call<JobEvent> verdict = verdicts.next(job);
    try {
      return creation
          .apply(verdict)
          .thenApply(Created::of)
          .whenComplete((answer, failure) -> verdict.end());
    } catch (RuntimeException e) {
      verdict.end();
      throw e;
    }
  }

  static String checked(String key) {
    String text = HeaderText.of(key);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > Limits.NAME) {
      throw new Rejection.Invalid(
          "Idempotency-Key", "must have 1 to " + Limits.NAME + " characters");
    }
    return key;
  }
}
