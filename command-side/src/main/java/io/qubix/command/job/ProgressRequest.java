package io.qubix.command.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.LogLine;
import io.qubix.api.job.ReportProgress;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST /api/jobs/{jobId}/progress}. */
record ProgressRequest(
    WorkerId worker,
    @Nullable Integer attempt,
    int percent,
    @Nullable String currentOperation,
    @Nullable JsonNode metrics,
    List<LogLine> logLines) {

  static final int MAX_OPERATION = 1_000;

  /** A bound for numbers that are clamped anyway. */
  private static final double ANY = Double.MAX_VALUE;

  static ProgressRequest of(@Nullable JsonNode body, Instant now) {
    Fields fields = Fields.of(body);
    WorkerId worker = fields.requiredWorker("workerId");
    Integer attempt = fields.whole("attempt", 1, Attempts.MAX);
    Double progress = fields.number("progress", -ANY, ANY);
    if (!fields.has("progress")) {
      fields.reject("progress", "is required");
    }
    String operation = fields.text("currentOperation", MAX_OPERATION);
    JsonNode metrics = fields.object("metrics");
    List<LogLine> lines = LogLines.in(fields, now);
    fields.verify();
    return new ProgressRequest(worker, attempt, percent(progress), operation, metrics, lines);
  }

  ReportProgress command(JobId job) {
    return new ReportProgress(job, attempt, worker, percent, currentOperation, metrics != null);
  }

  private static int percent(double progress) {
    return (int) Math.round(Math.max(0, Math.min(100, progress)));
  }
}
