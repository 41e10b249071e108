package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.view.JobAttempt;
import io.qubix.api.job.view.JobView;
import io.qubix.app.ConsolePaths;
import io.qubix.query.ForQueries;
import io.qubix.query.decision.Decisions;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.JobStory;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/** Serves a job's page: its state, its events, its attempts and their receipts. */
@Controller
@ForQueries
class JobPageController {

  /**
   * Largest input or result that is shown; larger ones can be downloaded. Most pictures are
   * smaller.
   */
  private static final int LARGEST_SHOWN = 2_000_000;

  private final JobQueries jobs;
  private final Decisions decisions;

  JobPageController(JobQueries jobs, Decisions decisions) {
    this.jobs = jobs;
    this.decisions = decisions;
  }

  @GetMapping("/jobs/{jobId}")
  String job(@PathVariable String jobId, HttpServletRequest request, Model model) {
    JobStory story =
        jobs.story(JobId.parse(jobId), LARGEST_SHOWN).orElseThrow(Rejection.NotFound::job);
    JobView job = story.job();
    List<Step> steps = Step.of(story.events());
    List<JobAttempt> newestFirst = new ArrayList<>(job.attempts());
    Collections.reverse(newestFirst);
    model.addAttribute("job", job);
    model.addAttribute("over", job.status().isOver());
    model.addAttribute("endsBy", endsBy(job));
    model.addAttribute("pace", steps.get(steps.size() - 1).pace());
    model.addAttribute("steps", steps);
    model.addAttribute("attempts", newestFirst);
    model.addAttribute("waiting", decisions.waiting(story));
    model.addAttribute("input", job.inputOmitted() ? null : JsonPart.of(job.inputData()));
    model.addAttribute("result", isNothing(job.result()) ? null : JsonPart.of(job.result()));
    return ConsolePaths.isForPart(request) ? "job :: live" : "job";
  }

  @GetMapping("/jobs/{jobId}/{part:input|result}.json")
  ResponseEntity<JsonNode> download(@PathVariable String jobId, @PathVariable String part) {
    JobView job = jobs.find(JobId.parse(jobId)).orElseThrow(Rejection.NotFound::job);
    @Nullable JsonNode json = part.equals("input") ? job.inputData() : job.result();
    if (isNothing(json)) {
      throw new Rejection.NotFound("The job has no " + part);
    }
    String name = job.id().value() + "-" + part + ".json";
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(json);
  }

  /** Returns when the running attempt ends at the latest, or null without one. */
  private static @Nullable Instant endsBy(JobView job) {
    JobTerms terms = job.terms();
    if (!job.status().isHeldByProvider() || job.assignedAt() == null) {
      return null;
    }
    Integer timeout = terms.timeoutSeconds();
    Instant timesOutAt = timeout == null ? null : job.assignedAt().plusSeconds(timeout);
    Instant expiresAt = terms.expiresAt();
    return timesOutAt == null || expiresAt != null && expiresAt.isBefore(timesOutAt)
        ? expiresAt
        : timesOutAt;
  }

  private static boolean isNothing(@Nullable JsonNode json) {
    return json == null || json.isNull();
  }
}
