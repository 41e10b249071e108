package io.qubix.api.job.view;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds the events of a job into its attempts, first to last, beside its current state. */
final class JobPast {

  private static final EventSwitch<JobPast, JobEvent> EVENTS =
      EventSwitch.<JobPast, JobEvent>over(JobEvent.class)
          .on(JobAssigned.class, JobPast::assigned)
          .on(JobStarted.class, (past, event) -> past.last().startedAt(event.startedAt()))
          .on(
              JobCompleted.class,
              (past, event) -> past.end(AttemptEnd.COMPLETED, event.completedAt(), null))
          .on(
              JobAttemptFailed.class,
              (past, event) -> past.end(event.cause().end(), event.failedAt(), event.error()))
          .on(JobCancelled.class, JobPast::cancelled)
          .ignoring(
              JobCreated.class,
              JobLeftWaiting.class,
              JobProgressed.class,
              JobRequeued.class,
              JobFailed.class,
              JobAssignmentTimedOut.class);

  private final Deque<JobAttemptBuilder> attempts = new ArrayDeque<>();
  @Nullable String cancelReason;

  static JobPast of(Iterable<? extends JobEvent> events) {
    JobPast past = new JobPast();
    events.forEach(event -> EVENTS.after(past, event));
    return past;
  }

  List<JobAttempt> attempts() {
    return attempts.stream().map(JobAttemptBuilder::build).toList();
  }

  private void assigned(JobAssigned event) {
    attempts.add(
        JobAttemptBuilder.builder()
            .number(event.attempt())
            .provider(JobView.Provider.of(event.provider()))
            .assignedAt(event.assignedAt())
            .receipt(event.receipt()));
  }

  private void cancelled(JobCancelled event) {
    cancelReason = event.reason();
    if (event.worker() != null) {
      end(AttemptEnd.CANCELLED, event.cancelledAt(), event.reason());
    }
  }

  private JobAttemptBuilder last() {
    return attempts.getLast();
  }

  private void end(AttemptEnd how, Instant at, @Nullable String why) {
    last().end(how).endedAt(at).error(why);
  }
}
