package io.qubix.command.job.report;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.JobCommand;
import io.qubix.api.job.view.Stop;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.JsonNumbers;
import io.qubix.api.json.Members;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import io.qubix.api.request.Remarks;
import io.qubix.api.telemetry.JobTelemetry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/jobs/{jobId}/complete}.
 *
 * @param worked the reported working time, or null when the worker does not say
 * @param retryAfter how long to wait before the next attempt, or null when the worker does not say
 */
record CompleteRequest(
    WorkerId worker,
    @Nullable String session,
    @Nullable Integer attempt,
    boolean completed,
    @Nullable JsonNode result,
    @Nullable String error,
    @Nullable JsonNode metrics,
    @Nullable Duration worked,
    boolean retryable,
    @Nullable Duration retryAfter,
    Remarks remarks)
    implements Report<AttemptOutcome, Closed> {

  private static final String SECONDS = "processingTimeSeconds";
  private static final String NO_REASON = "The worker gave no reason";

  static final Members MEMBERS =
      Members.of("workerId", "session", "attempt", "status", "result")
          .and("retryable", "retryAfterSeconds")
          .andRemarks("error", "metrics");

  private enum Status {
    COMPLETED,
    FAILED
  }

  static CompleteRequest of(@Nullable JsonBody body, @Nullable String session) {
    return of(Fields.of(body, MEMBERS), session);
  }

  static CompleteRequest of(Fields fields, @Nullable String header) {
    WorkerId worker = fields.requiredWorker("workerId");
    String session = fields.session(header);
    Integer attempt = fields.wholeOrDigits("attempt", 1, JobRules.MAX_ATTEMPTS);
    Status status = fields.word("status", Status.class);
    if (!fields.has("status")) {
      fields.reject("status", "is required");
    }
    Remarks remarks = Remarks.in(fields.json());
    JsonNode metrics = remarks.metrics("metrics");
    // A failure is always accepted: it has no result, and no time to pay for.
    boolean completed = status == Status.COMPLETED;
    JsonNode result = completed ? fields.any("result") : null;
    Double seconds = completed ? secondsIn(metrics, fields, remarks) : null;
    fields.verify();
    return new CompleteRequest(
        worker,
        session,
        attempt,
        completed,
        result,
        remarks.text("error", Limits.ERROR),
        metrics,
        seconds == null ? null : duration(seconds),
        !fields.json().path("retryable").isBoolean() || fields.json().path("retryable").asBoolean(),
        retryAfter(fields.json()),
        remarks);
  }

  /** A failure is never refused for it: too long a wait is cut, and no number is no wish. */
  private static @Nullable Duration retryAfter(JsonNode body) {
    JsonNode seconds = body.path("retryAfterSeconds");
    return seconds.isNumber()
        ? Duration.ofSeconds(
            Math.round(Math.min(Math.max(JsonNumbers.nearest(seconds), 0), Limits.BACKOFF)))
        : null;
  }

  /** Ignores a value that is no number of seconds; refuses one that no job may take. */
  private static @Nullable Double secondsIn(
      @Nullable JsonNode metrics, Fields fields, Remarks remarks) {
    if (metrics == null || metrics.path(SECONDS).isMissingNode()) {
      return null;
    }
    Fields measured = Fields.of(metrics);
    Double seconds = measured.numberOrDigits(SECONDS, -Double.MAX_VALUE, Double.MAX_VALUE);
    boolean isOutOfRange =
        seconds == null
            ? metrics.path(SECONDS).isNumber()
            : seconds < 0 || seconds > Limits.SECONDS;
    if (isOutOfRange) {
      fields.reject("metrics." + SECONDS, "must be from 0 to " + Limits.SECONDS);
    } else if (seconds == null && measured.has(SECONDS)) {
      remarks.mended("metrics");
    }
    return seconds;
  }

  @Override
  public JobCommand command(JobId job) {
    return completed
        ? new CompleteJob(job, attempt, worker, worked, result)
        : new FailJob(
            job,
            attempt,
            worker,
            FailureCause.REPORTED,
            error == null || error.isBlank() ? NO_REASON : error,
            retryable,
            retryAfter);
  }

  /** A report that comes again comes with the time of the first. */
  @Override
  public JobTelemetry telemetry(JobId job, AttemptOutcome outcome) {
    return new JobTelemetry(job, outcome.at(), metrics, List.of());
  }

  @Override
  public Closed answer(AttemptOutcome outcome, List<Stop> taken) {
    return Closed.of(outcome, remarks);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(
        BigDecimal.valueOf(seconds)
            .movePointRight(9)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact());
  }
}
