package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobView;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@ForQueries
@Tag(name = "Jobs")
class JobController {

  private static final int MAX_OF_USER = 50;
  private static final int MAX_PAGE = 200;
  private static final int PAGE = 100;

  private final StoredJobs jobs;
  private final WholeJobs whole;

  JobController(StoredJobs jobs, WholeJobs whole) {
    this.jobs = jobs;
    this.whole = whole;
  }

  @GetMapping("/api/jobs/{jobId}")
  @Operation(
      summary = "A job, with its whole provider",
      description =
          "What the job shows of its provider anyway, like the price, is as it was agreed at the"
              + " assignment; the rest is as it is now.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(examples = @ExampleObject(Examples.WHOLE_JOB)))
  @ApiResponse(responseCode = "404", description = "No such job")
  JsonNode find(@PathVariable @Parameter(example = Examples.JOB_ID) String jobId) {
    return whole.find(JobId.parse(jobId));
  }

  @GetMapping("/api/jobs/user/{qubicAddress}")
  @Operation(
      summary = "A user's jobs, newest first, at most 50",
      description =
          "The header `Link` leads to the page that follows. Inputs and results of more than 4 kB"
              + " are left out: the job itself has them.")
  @ApiResponse(
      responseCode = "200",
      description = "Empty for an unknown user",
      content = @Content(examples = @ExampleObject(Examples.JOBS)))
  ResponseEntity<List<JobView>> ofUser(
      @PathVariable @Parameter(example = "QCONSUMER") String qubicAddress,
      @RequestParam @Nullable String limit,
      @RequestParam @Parameter(description = "`next`, or a job's id: only older ones")
          @Nullable String before) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    var count = parameters.whole("limit", limit, 1, MAX_OF_USER, MAX_OF_USER);
    var place = parameters.before(before, JobSearch.CURSOR);
    parameters.verify();
    JobSearch.Page page = jobs.find(new JobFilter(null, null, address, null, place), count);
    return NextPage.of(page.jobs(), page.next());
  }

  @GetMapping("/api/jobs")
  @Operation(
      summary = "Jobs, newest first",
      description =
          "`next` is the `before` of the page that follows; null on the last one. A page may have"
              + " fewer jobs than its limit. Inputs and results of more than 4 kB are left out: the"
              + " job itself has them.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(Examples.PAGE)))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  JobSearch.Page page(
      @RequestParam @Parameter(example = "RUNNING") @Nullable String status,
      @RequestParam @Parameter(example = "all-minilm-l6-v2") @Nullable String modelType,
      @RequestParam @Parameter(example = "QCONSUMER") @Nullable String qubicAddress,
      @RequestParam
          @Parameter(description = "Who has the job, or had it last", example = "worker-1")
          @Nullable String workerId,
      @RequestParam
          @Parameter(
              description = "Submitted at this moment or later",
              example = "2026-11-23T17:00:00Z")
          @Nullable String since,
      @RequestParam
          @Parameter(description = "Submitted before this moment", example = "2026-11-23T18:00:00Z")
          @Nullable String until,
      @RequestParam @Parameter(description = "`next`, or a job's id: only older ones")
          @Nullable String before,
      @RequestParam @Parameter(description = "1 to 200; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    JobFilter filter =
        new JobFilter(
            parameters.word("status", status, JobStatus.class),
            parameters.name("modelType", modelType),
            parameters.address("qubicAddress", qubicAddress),
            parameters.name("workerId", workerId),
            parameters.instant("since", since),
            parameters.instant("until", until),
            parameters.before(before, JobSearch.CURSOR));
    int count = parameters.whole("limit", limit, 1, MAX_PAGE, PAGE);
    parameters.verify();
    return jobs.find(filter, count);
  }
}
