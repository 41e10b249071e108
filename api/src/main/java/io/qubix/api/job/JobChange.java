package io.qubix.api.job;

import io.qubix.api.EventSwitch;
import io.qubix.api.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job's view while one event changes it. */
final class JobChange {

  private static final EventSwitch<JobChange, JobEvent> CHANGES =
      EventSwitch.<JobChange, JobEvent>over(JobEvent.class)
          .on(JobAssigned.class, JobChange::assigned)
          .on(JobStarted.class, JobChange::started)
          .on(JobProgressed.class, JobChange::progressed)
          .on(JobCompleted.class, JobChange::completed)
          .on(JobAttemptFailed.class, JobChange::putBack)
          .on(JobFailed.class, JobChange::failed)
          .on(JobCancelled.class, JobChange::cancelled)
          .on(JobAssignmentTimedOut.class, JobChange::timedOut)
          .ignoring(JobCreated.class, JobLeftWaiting.class, JobRequeued.class);

  private final JobView before;
  UserView user;
  @Nullable JobPast past;
  private JobStatus status;
  private int progress;
  private @Nullable String currentOperation;
  private @Nullable UUID providerId;
  private JobView.@Nullable Provider provider;
  private @Nullable Money actualCost;
  private @Nullable Double actualDuration;
  private @Nullable JsonNode result;
  private @Nullable String error;
  private int attempt;
  private int reassignments;
  private boolean assignmentTimedOut;
  private @Nullable Instant assignedAt;
  private @Nullable Instant startedAt;
  private @Nullable Instant completedAt;

  JobChange(JobView before) {
    this.before = before;
    user = before.user();
    status = before.status();
    progress = before.progress();
    currentOperation = before.currentOperation();
    providerId = before.providerId();
    provider = before.provider();
    actualCost = before.actualCost();
    actualDuration = before.actualDuration();
    result = before.result();
    error = before.error();
    attempt = before.attempt();
    reassignments = before.reassignments();
    assignmentTimedOut = before.assignmentTimedOut();
    assignedAt = before.assignedAt();
    startedAt = before.startedAt();
    completedAt = before.completedAt();
  }

  JobView apply(JobEvent event) {
    status = status.after(event);
    return CHANGES.after(this, event).done();
  }

  private void started(JobStarted event) {
    startedAt = event.startedAt();
  }

  private void progressed(JobProgressed event) {
    progress = event.progress();
    currentOperation = event.currentOperation();
  }

  private void failed(JobFailed event) {
    error = event.error();
    completedAt = event.failedAt();
  }

  private void cancelled(JobCancelled event) {
    completedAt = event.cancelledAt();
  }

  private void timedOut(JobAssignmentTimedOut event) {
    assignmentTimedOut = true;
  }

  private void assigned(JobAssigned event) {
    ProviderTerms terms = event.provider();
    attempt = event.attempt();
    assignmentTimedOut = false;
    assignedAt = event.assignedAt();
    providerId = terms.id();
    provider = JobView.Provider.of(terms);
  }

  private void completed(JobCompleted event) {
    progress = 100;
    actualCost = event.cost();
    actualDuration = seconds(event.duration());
    result = event.result();
    error = null;
    completedAt = event.completedAt();
  }

  private void putBack(JobAttemptFailed event) {
    if (!event.willRetry()) {
      return;
    }
    progress = 0;
    currentOperation = null;
    providerId = null;
    provider = null;
    assignedAt = null;
    startedAt = null;
    reassignments = event.attempt();
    attempt = event.attempt() + 1;
    error = "Reassignment attempt " + reassignments + " after failure: " + event.error();
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  JobView done() {
    return new JobView(
        before.id(),
        before.qubicAddress(),
        user,
        before.modelType(),
        before.computeNeeded(),
        before.inputData(),
        before.inputOmitted(),
        before.maxPrice(),
        before.requirements(),
        status,
        progress,
        currentOperation,
        providerId,
        provider,
        before.estimatedCost(),
        actualCost,
        actualDuration,
        result,
        before.resultOmitted(),
        error,
        attempt,
        reassignments,
        assignmentTimedOut,
        before.createdAt(),
        assignedAt,
        startedAt,
        completedAt,
        past == null ? before.attempts() : past.attempts,
        past == null ? before.cancelReason() : past.cancelReason);
  }
}
