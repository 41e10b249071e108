package io.qubix.query.telemetry;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.telemetry.LogLine;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.WholeJobs;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves the log lines and metrics of a job's worker. */
@RestController
@ForQueries
@RequestMapping("/api/jobs/{jobId}")
class JobTelemetryController {

  private static final int NO_CONTENTS = 0;

  private final JobQueries jobs;
  private final WholeJobs whole;
  private final TelemetryQueries telemetry;

  JobTelemetryController(JobQueries jobs, WholeJobs whole, TelemetryQueries telemetry) {
    this.jobs = jobs;
    this.whole = whole;
    this.telemetry = telemetry;
  }

  /** The newest lines, oldest first; {@code total} counts all stored lines. */
  record Logs(List<LogLine> logs, long total, @Nullable Cursor next) {}

  @GetMapping("/logs")
  Logs logs(
      @PathVariable String jobId,
      @RequestParam(required = false) @Nullable String level,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.limit(limit);
    Older older = Older.than(parameters, before);
    String wanted = parameters.text("level", level);
    parameters.verify();
    JobId job = known(jobId);
    String ofLevel = wanted == null ? null : wanted.toUpperCase(Locale.ROOT);
    Newest<LogLine> lines = telemetry.lines(job, ofLevel, older, most);
    return new Logs(lines.rows(), telemetry.countLines(job, ofLevel), lines.next());
  }

  @GetMapping("/metrics")
  Metrics metrics(
      @PathVariable String jobId,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.limit(limit);
    Older older = Older.than(parameters, before);
    parameters.verify();
    return Metrics.of(telemetry.samples(known(jobId), older, most));
  }

  /** A job, with its newest metrics and log lines. */
  record Monitor(JsonNode job, List<Metrics.At> metrics, List<LogLine> logs) {}

  @GetMapping("/monitor")
  Monitor monitor(@PathVariable String jobId) {
    JobId id = JobId.parse(jobId);
    return new Monitor(
        whole.find(id),
        Metrics.of(telemetry.samples(id, Older.THAN_NOTHING, Parameters.DEFAULT_LIMIT)).metrics(),
        telemetry.lines(id, null, Older.THAN_NOTHING, Parameters.DEFAULT_LIMIT).rows());
  }

  private JobId known(String jobId) {
    JobId id = JobId.parse(jobId);
    if (jobs.find(id, NO_CONTENTS).isEmpty()) {
      throw Rejection.NotFound.job();
    }
    return id;
  }
}
