package io.qubix.query.telemetry;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.LogLine;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.WholeJobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What a job's worker wrote and measured. */
@RestController
@ForQueries
@RequestMapping("/api/jobs/{jobId}")
@Tag(name = "jobs")
class JobTelemetryController {

  private static final String LOGS =
      """
      {"logs": [
        {"timestamp": "2026-11-23T17:36:00.123Z", "level": "INFO", "message": "model loaded"},
        {"timestamp": "2026-11-23T17:36:02.480Z", "level": "INFO", "message": "batch 1 of 4"}],
       "total": 2, "next": null}
      """;
  private static final String METRICS =
      """
      {"metrics": [
        {"timestamp": "2026-11-23T17:36:00.123Z", "gpuUtilization": 97, "gpuTemperature": 64}],
       "next": null}
      """;

  private static final int NO_CONTENTS = 0;

  private final JobQueries jobs;
  private final WholeJobs whole;
  private final TelemetryQueries telemetry;

  JobTelemetryController(JobQueries jobs, WholeJobs whole, TelemetryQueries telemetry) {
    this.jobs = jobs;
    this.whole = whole;
    this.telemetry = telemetry;
  }

  /** The newest lines, oldest first; {@code total} counts all that are kept. */
  record Logs(List<LogLine> logs, long total, @Nullable Cursor next) {}

  @Operation(
      summary = "What the worker wrote",
      description =
          "The newest lines, oldest first. The newest 1,000 of a job are kept. `next` is the"
              + " `before` of the page with older ones; null when there are none.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = LOGS)))
  @ApiResponse(responseCode = "404", description = "No such job")
  @GetMapping("/logs")
  Logs logs(
      @PathVariable String jobId,
      @Parameter(description = "lines of this level only", example = "INFO")
          @RequestParam(required = false)
          @Nullable String level,
      @Parameter(description = "`next`, or a time: only older lines")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "1 to 500; 100 unless given") @RequestParam(required = false)
          @Nullable String limit) {
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

  @Operation(
      summary = "What the worker measured",
      description =
          "The newest samples as reported, oldest first. The newest 500 are kept. `next` is the"
              + " `before` of the page with older ones; null when there are none.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = METRICS)))
  @ApiResponse(responseCode = "404", description = "No such job")
  @GetMapping("/metrics")
  Metrics metrics(
      @PathVariable String jobId,
      @Parameter(description = "`next`, or a time: only older samples")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "1 to 500; 100 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.limit(limit);
    Older older = Older.than(parameters, before);
    parameters.verify();
    return Metrics.of(telemetry.samples(known(jobId), older, most));
  }

  /** A job, with its newest metrics and log lines. */
  record Monitor(JsonNode job, List<Metrics.At> metrics, List<LogLine> logs) {}

  @Operation(
      summary = "A job, what its worker measured and what it wrote, in one answer",
      description =
          "As the three queries give them: `metrics` and `logs` are the newest 100, oldest first.")
  @ApiResponse(responseCode = "200")
  @ApiResponse(responseCode = "404", description = "No such job")
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
      throw new Rejection.NotFound("There is no such job");
    }
    return id;
  }
}
