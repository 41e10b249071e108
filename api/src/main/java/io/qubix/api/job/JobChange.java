package io.qubix.api.job;

import io.qubix.api.Money;
import io.qubix.api.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job's view while one event changes it. */
final class JobChange {

  private final JobView before;
  UserView user;
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
    if (event instanceof JobAssigned assigned) {
      assigned(assigned);
    } else if (event instanceof JobStarted started) {
      status = JobStatus.RUNNING;
      startedAt = started.startedAt();
    } else if (event instanceof JobProgressed progressed) {
      progress = progressed.progress();
      currentOperation = progressed.currentOperation();
    } else if (event instanceof JobCompleted completed) {
      completed(completed);
    } else if (event instanceof JobAttemptFailed failed && failed.willRetry()) {
      putBack(failed);
    } else if (event instanceof JobFailed failed) {
      status = JobStatus.FAILED;
      error = failed.error();
      completedAt = failed.failedAt();
    } else if (event instanceof JobCancelled cancelled) {
      status = JobStatus.CANCELLED;
      completedAt = cancelled.cancelledAt();
    } else if (event instanceof JobAssignmentTimedOut) {
      assignmentTimedOut = true;
    }
    return done();
  }

  private void assigned(JobAssigned event) {
    ProviderTerms terms = event.provider();
    status = JobStatus.ASSIGNED;
    attempt = event.attempt();
    assignmentTimedOut = false;
    assignedAt = event.assignedAt();
    providerId = terms.id();
    provider =
        new JobView.Provider(
            terms.id(), terms.workerId(), terms.name(), terms.gpuModel(), terms.pricePerHour());
  }

  private void completed(JobCompleted event) {
    status = JobStatus.COMPLETED;
    progress = 100;
    actualCost = event.cost();
    actualDuration = seconds(event.duration());
    result = event.result();
    error = null;
    completedAt = event.completedAt();
  }

  private void putBack(JobAttemptFailed event) {
    status = JobStatus.PENDING;
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
        completedAt);
  }
}
