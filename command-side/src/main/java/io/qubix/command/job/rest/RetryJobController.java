package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.job.JobHistory;
import io.qubix.command.job.OwnJob;
import io.qubix.command.job.rest.CreateJobController.Created;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Creates a job like one that is over. Each further request gets the answer of the first. */
@RestController
@Profile("command | !query")
class RetryJobController {

  private static final Members MEMBERS = Members.of("qubicAddress");

  private final Creations creations;
  private final JobHistory history;
  private final CurrentCaller caller;

  RetryJobController(Creations creations, JobHistory history, CurrentCaller caller) {
    this.caller = caller;
    this.creations = creations;
    this.history = history;
  }

  @PostMapping("/api/jobs/{jobId}/retry")
  CompletableFuture<Created> retry(
      @PathVariable String jobId, @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    QubicAddress by = caller.now().actsFor(by(body));
    if (!history.isKnown(job)) {
      throw Rejection.NotFound.job();
    }
    JobView old = JobView.of(history.smallOf(job));
    OwnJob.rejectUnlessOf(old.qubicAddress(), by);
    rejectUnlessToRetry(old.status());
    JobCreated first = (JobCreated) history.of(job).get(0);
    return creations.create(NewJob.again(first)).thenApply(Created::of);
  }

  /** A job that is over stays so: nothing can change between this check and the creation. */
  private static void rejectUnlessToRetry(JobStatus status) {
    if (!status.mayBeRetried()) {
      throw new Rejection.Conflict(
          status.isOver()
              ? "The job was completed: there is nothing to retry"
              : "The job is not over yet");
    }
  }

  private static @Nullable QubicAddress by(@Nullable JsonBody body) {
    Fields fields = Fields.ofAny(body, MEMBERS);
    if (fields == null) {
      return null;
    }
    QubicAddress by = fields.address("qubicAddress");
    fields.verify();
    return by;
  }
}
