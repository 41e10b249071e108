package io.qubix.query.decision;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobAttempt;
import io.qubix.api.job.view.JobView;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.JobStory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class DecisionController {

  /**
   * The decisions on a job.
   *
   * @param attempts why each provider got it, first to last
   * @param waiting why it waits, or null when it does not
   */
  record JobDecisions(List<DecisionReceipt> attempts, @Nullable Waiting waiting) {}

  private final JobQueries jobs;
  private final Decisions decisions;
  private final Chances chances;

  DecisionController(JobQueries jobs, Decisions decisions, Chances chances) {
    this.jobs = jobs;
    this.decisions = decisions;
    this.chances = chances;
  }

  @GetMapping("/api/providers/{idOrWorkerId}/chances")
  List<Chance> ofProvider(@PathVariable String idOrWorkerId, @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    int count = parameters.whole("limit", limit, 1, Chances.MOST, Chances.MOST);
    parameters.verify();
    return chances.of(idOrWorkerId, count);
  }

  @GetMapping("/api/jobs/{jobId}/decisions")
  JobDecisions ofJob(@PathVariable String jobId) {
    JobStory story =
        jobs.story(JobId.parse(jobId), JobView.MOST_IN_LISTS).orElseThrow(Rejection.NotFound::job);
    return new JobDecisions(
        story.job().attempts().stream().map(JobAttempt::receipt).toList(),
        decisions.waiting(story));
  }
}
