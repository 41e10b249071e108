package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.view.JobView;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
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
  JsonNode find(@PathVariable String jobId) {
    return whole.find(JobId.parse(jobId));
  }

  @GetMapping("/api/jobs/user/{qubicAddress}")
  ResponseEntity<List<JobView>> ofUser(
      @PathVariable String qubicAddress,
      @RequestParam @Nullable String limit,
      @RequestParam @Nullable String before) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    var count = parameters.whole("limit", limit, 1, MAX_OF_USER, MAX_OF_USER);
    var place = parameters.before(before, JobSearch.CURSOR);
    parameters.verify();
    JobSearch.Page page = jobs.find(new JobFilter(null, null, address, null, place), count);
    return NextPage.of(page.jobs(), page.next());
  }

  @GetMapping("/api/jobs")
  JobSearch.Page page(
      @RequestParam @Nullable String status,
      @RequestParam @Nullable String modelType,
      @RequestParam @Nullable String qubicAddress,
      @RequestParam @Nullable String workerId,
      @RequestParam @Nullable String label,
      @RequestParam @Nullable String since,
      @RequestParam @Nullable String until,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    JobFilter filter =
        new JobFilter(
            parameters.word("status", status, JobStatus.class),
            parameters.name("modelType", modelType),
            parameters.address("qubicAddress", qubicAddress),
            parameters.name("workerId", workerId),
            parameters.label("label", label),
            parameters.instant("since", since),
            parameters.instant("until", until),
            parameters.before(before, JobSearch.CURSOR));
    int count = parameters.whole("limit", limit, 1, MAX_PAGE, PAGE);
    parameters.verify();
    return jobs.find(filter, count);
  }
}
