package io.qubix.command.job.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.money.Money;
import io.qubix.api.request.Remarks;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.command.bus.Commands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the reports of workers about their jobs. */
@RestController
@Profile("command | !query")
class ReportController {

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Progressed(
      boolean success,
      int progress,
      @Nullable Double timeRemaining,
      @Nullable Money costSoFar,
      Remarks.Dropped dropped,
      List<String> mended) {}

  /**
   * @param next what the worker is to do now, or null when it did not ask
   */
  record Closed(
      boolean success,
      ClosedJob job,
      @Nullable Payment payment,
      boolean willRetry,
      Remarks.Dropped dropped,
      List<String> mended,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JobView> next) {

    Closed with(List<JobView> jobs) {
      return new Closed(success, job, payment, willRetry, dropped, mended, jobs);
    }
  }

  record ClosedJob(
      JobId id,
      JobStatus status,
      Instant completedAt,
      @Nullable Money actualCost,
      @Nullable Double actualDuration) {}

  record Payment(Money amount, String status, UUID transactionId) {}

  private final Commands commands;
  private final Telemetry telemetry;
  private final SignsOfLife signsOfLife;
  private final NextJobs nextJobs;
  private final Clock clock;

  ReportController(
      Commands commands,
      Telemetry telemetry,
      SignsOfLife signsOfLife,
      NextJobs nextJobs,
      Clock clock) {
    this.commands = commands;
    this.telemetry = telemetry;
    this.signsOfLife = signsOfLife;
    this.nextJobs = nextJobs;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/{jobId}/progress")
  Progressed progress(
      @PathVariable String jobId, @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    Instant now = clock.instant();
    ProgressRequest request = ProgressRequest.of(body, now);
    JobProgress progress = commands.send(request.command(job));
    if (request.metrics() != null || !request.logLines().isEmpty()) {
      telemetry.ofJob(job, now, request.metrics(), request.logLines());
    }
    signsOfLife.heard(request.worker());
    return new Progressed(
        true,
        progress.progress(),
        progress.timeRemaining(),
        progress.costSoFar(),
        request.remarks().dropped(),
        request.remarks().mended());
  }

  @PostMapping("/api/jobs/{jobId}/complete")
  CompletableFuture<Closed> complete(
      @PathVariable String jobId,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String wait,
      @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    Duration patience = NextJobs.patience(next, wait);
    CompleteRequest request = CompleteRequest.of(body);
    AttemptOutcome outcome = commands.send(request.command(job));
    if (request.metrics() != null) {
      telemetry.ofJob(job, outcome.at(), request.metrics(), List.of());
    }
    signsOfLife.heard(request.worker());
    Closed closed = closed(outcome, request.remarks());
    if (patience == null) {
      return CompletableFuture.completedFuture(closed);
    }
    // The result may be large, and the next job may take a minute to come.
    body.release();
    return nextJobs.withNext(request.worker(), patience, closed::with);
  }

  static Closed closed(AttemptOutcome outcome, Remarks remarks) {
    Money cost = outcome.cost();
    UUID transaction = outcome.transactionId();
    return new Closed(
        true,
        new ClosedJob(
            outcome.jobId(), outcome.status(), outcome.at(), cost, seconds(outcome.duration())),
        cost == null || transaction == null
            ? null
            : new Payment(cost, JobStatus.COMPLETED.name(), transaction),
        outcome.willRetry(),
        remarks.dropped(),
        remarks.mended(),
        null);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.getSeconds() + duration.getNano() / 1e9;
  }
}
