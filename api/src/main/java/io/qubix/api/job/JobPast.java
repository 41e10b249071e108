package io.qubix.api.job;

import io.qubix.api.EventSwitch;
import io.qubix.api.provider.AttemptEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Folds the events of a job into its attempts, first to last, beside its current state. */
final class JobPast {

  private static final EventSwitch<JobPast, JobEvent> EVENTS =
      EventSwitch.<JobPast, JobEvent>over(JobEvent.class)
          .on(JobAssigned.class, (past, event) -> past.attempts.add(JobAttempt.begin(event)))
          .on(
              JobStarted.class,
              (past, event) -> past.change(attempt -> attempt.started(event.startedAt())))
          .on(
              JobCompleted.class,
              (past, event) ->
                  past.change(
                      attempt -> attempt.ended(AttemptEnd.COMPLETED, event.completedAt(), null)))
          .on(
              JobAttemptFailed.class,
              (past, event) ->
                  past.change(
                      attempt ->
                          attempt.ended(event.cause().end(), event.failedAt(), event.error())))
          .on(JobCancelled.class, JobPast::cancelled)
          .ignoring(
              JobCreated.class,
              JobLeftWaiting.class,
              JobProgressed.class,
              JobRequeued.class,
              JobFailed.class,
              JobAssignmentTimedOut.class);

  final List<JobAttempt> attempts = new ArrayList<>();
  @Nullable String cancelReason;

  static JobPast of(Iterable<? extends JobEvent> events) {
    JobPast past = new JobPast();
    events.forEach(event -> EVENTS.after(past, event));
    return past;
  }

  private void cancelled(JobCancelled event) {
    cancelReason = event.reason();
    if (event.worker() != null) {
      change(attempt -> attempt.ended(AttemptEnd.CANCELLED, event.cancelledAt(), event.reason()));
    }
  }

  private void change(UnaryOperator<JobAttempt> change) {
    int last = attempts.size() - 1;
    attempts.set(last, change.apply(attempts.get(last)));
  }
}
