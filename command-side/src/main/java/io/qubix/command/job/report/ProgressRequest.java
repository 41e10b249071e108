package io.qubix.command.job.report;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.view.Stop;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import io.qubix.api.request.Remarks;
import io.qubix.api.telemetry.JobTelemetry;
import io.qubix.api.telemetry.LogLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/jobs/{jobId}/progress}.
 *
 * @param at when it came
 */
record ProgressRequest(
    WorkerId worker,
    @Nullable String session,
    @Nullable Integer attempt,
    int percent,
    @Nullable String currentOperation,
    @Nullable JsonNode metrics,
    List<LogLine> logLines,
    Remarks remarks,
    Instant at)
    implements Report<JobProgress, Progressed> {

  /** No real bound: these numbers are clamped later. */
  private static final double ANY = Double.MAX_VALUE;

  static final Members MEMBERS =
      Members.of("workerId", "session", "attempt", "progress")
          .andRemarks("currentOperation", "metrics", "logLines");

  static ProgressRequest of(@Nullable JsonBody body, @Nullable String session, Instant now) {
    return of(Fields.of(body, MEMBERS), session, now);
  }

  static ProgressRequest of(Fields fields, @Nullable String header, Instant now) {
    WorkerId worker = fields.requiredWorker("workerId");
    String session = fields.session(header);
    Integer attempt = fields.wholeOrDigits("attempt", 1, JobRules.MAX_ATTEMPTS);
    Double progress = fields.numberOrDigits("progress", -ANY, ANY);
    if (!fields.has("progress")) {
      fields.reject("progress", "is required");
    }
    fields.verify();
    Remarks remarks = Remarks.in(fields.json());
    return new ProgressRequest(
        worker,
        session,
        attempt,
        percent(progress),
        remarks.text("currentOperation", Limits.OPERATION),
        remarks.metrics("metrics"),
        LogLines.in(remarks, now),
        remarks,
        now);
  }

  @Override
  public ReportProgress command(JobId job) {
    return new ReportProgress(
        job, attempt, worker, percent, currentOperation, metrics != null, !logLines.isEmpty());
  }

  @Override
  public JobTelemetry telemetry(JobId job, JobProgress progress) {
    return new JobTelemetry(job, at, metrics, logLines);
  }

  @Override
  public Progressed answer(JobProgress progress, List<Stop> taken) {
    return Progressed.of(progress, taken, remarks);
  }

  private static int percent(double progress) {
    return (int) Math.round(Math.max(0, Math.min(100, progress)));
  }
}
