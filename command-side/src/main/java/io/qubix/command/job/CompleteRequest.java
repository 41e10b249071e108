package io.qubix.command.job;

import io.qubix.api.job.CompleteJob;
import io.qubix.api.job.FailJob;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobCommand;
import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/jobs/{jobId}/complete}.
 *
 * @param worked null when the worker does not say
 */
record CompleteRequest(
    WorkerId worker,
    @Nullable Integer attempt,
    boolean completed,
    @Nullable JsonNode result,
    @Nullable String error,
    @Nullable JsonNode metrics,
    @Nullable Duration worked) {

  static final int MAX_ERROR = 100_000;
  private static final double MAX_SECONDS = 100_000_000;
  private static final String NO_REASON = "The worker gave no reason";

  static CompleteRequest of(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    WorkerId worker = fields.requiredWorker("workerId");
    Integer attempt = fields.whole("attempt", 1, Attempts.MAX);
    String status = fields.requiredText("status", Fields.MAX_TEXT);
    if (status != null && !status.equals("completed") && !status.equals("failed")) {
      fields.reject("status", "must be completed or failed");
    }
    JsonNode result = fields.any("result");
    String error = fields.text("error", MAX_ERROR);
    JsonNode metrics = fields.object("metrics");
    Fields measured = metrics == null ? null : fields.inside("metrics");
    Double seconds =
        measured == null ? null : measured.number("processingTimeSeconds", 0, MAX_SECONDS);
    fields.verify();
    return new CompleteRequest(
        worker,
        attempt,
        "completed".equals(status),
        result,
        error,
        metrics,
        seconds == null ? null : duration(seconds));
  }

  JobCommand command(JobId job) {
    return completed
        ? new CompleteJob(job, attempt, worker, worked, result)
        : new FailJob(
            job,
            attempt,
            worker,
            FailureCause.REPORTED,
            error == null || error.isBlank() ? NO_REASON : error);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(
        BigDecimal.valueOf(seconds)
            .movePointRight(9)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact());
  }
}
