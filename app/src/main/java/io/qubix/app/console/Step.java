package io.qubix.app.console;

import static io.qubix.api.job.JobStatus.ASSIGNED;
import static io.qubix.api.job.JobStatus.CANCELLED;
import static io.qubix.api.job.JobStatus.COMPLETED;
import static io.qubix.api.job.JobStatus.FAILED;
import static io.qubix.api.job.JobStatus.PENDING;
import static io.qubix.api.job.JobStatus.RUNNING;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobStatus;
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
import io.qubix.api.money.Money;
import io.qubix.log.read.EventHistory.Past;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of a job, for its timeline.
 *
 * @param title the event in words
 * @param changed what it changed
 * @param status the job's status from then on, or null when it stayed the same
 * @param count of events in this step: consecutive reports of progress are one step
 * @param from the percent of the first of these reports, or null when the step is none
 * @param pace of the attempt, as the last of these reports says
 */
record Step(
    long sequence,
    String title,
    String changed,
    @Nullable JobStatus status,
    Instant at,
    int count,
    @Nullable Integer from,
    Pace pace) {

  /**
   * The progress of an attempt.
   *
   * @param secondsLeft as its last report says, or null
   * @param costSoFar in QUBIC, or null
   */
  record Pace(@Nullable Double secondsLeft, @Nullable Money costSoFar) {

    static final Pace UNKNOWN = new Pace(null, null);
  }

  private static final EventSwitch<Step, JobEvent> WORDS =
      EventSwitch.<Step, JobEvent>over(JobEvent.class)
          .to(JobCreated.class, Step::submitted)
          .to(
              JobLeftWaiting.class,
              (step, e) ->
                  step.of("Left waiting", "no provider was found for it yet", null, e.at()))
          .to(JobAssigned.class, Step::assigned)
          .to(
              JobStarted.class,
              (step, e) ->
                  step.of("Started", e.worker().value() + " began", RUNNING, e.startedAt()))
          .to(JobProgressed.class, Step::progressed)
          .to(JobCompleted.class, Step::completed)
          .to(JobAttemptFailed.class, Step::attemptFailed)
          .to(
              JobRequeued.class,
              (step, e) ->
                  step.of(
                      "Back in the market", "for attempt " + e.attempt(), PENDING, e.requeuedAt()))
          .to(JobFailed.class, (step, e) -> step.of("Failed", e.error(), FAILED, e.failedAt()))
          .to(JobCancelled.class, Step::cancelled)
          .to(JobAssignmentTimedOut.class, Step::timedOut)
          .ignoring();

  /** Returns the steps of a job, oldest first. */
  static List<Step> of(List<Past> events) {
    List<Step> steps = new ArrayList<>();
    for (Past past : events) {
      int last = steps.size() - 1;
      Step before = steps.isEmpty() ? blank(0) : steps.get(last);
      Step step = WORDS.after(blank(past.sequence()), (JobEvent) past.event());
      if (step.from != null && before.from != null) {
        steps.set(last, before.upTo(step, (JobProgressed) past.event()));
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  private static Step blank(long sequence) {
    return new Step(sequence, "", "", null, Instant.EPOCH, 1, null, Pace.UNKNOWN);
  }

  private Step of(String title, String changed, @Nullable JobStatus status, Instant at) {
    return new Step(sequence, title, changed, status, at, 1, null, Pace.UNKNOWN);
  }

  private Step submitted(JobCreated event) {
    return of(
        "Submitted",
        "by " + event.consumer() + " for " + event.modelType(),
        PENDING,
        event.createdAt());
  }

  private Step assigned(JobAssigned event) {
    return of(
        "Assigned",
        "attempt "
            + event.attempt()
            + " to "
            + event.provider().workerId().value()
            + " at "
            + event.provider().pricePerHour()
            + " QUBIC an hour",
        ASSIGNED,
        event.assignedAt());
  }

  private Step completed(JobCompleted event) {
    String paid = event.cost() + " QUBIC went to " + event.earner();
    return of("Completed", paid, COMPLETED, event.completedAt());
  }

  private Step attemptFailed(JobAttemptFailed event) {
    String why = event.error() + (event.willRetry() ? "; it goes to another provider" : "");
    return of("Attempt failed", why, null, event.failedAt());
  }

  private Step cancelled(JobCancelled event) {
    String why = event.reason() == null ? "without a reason" : event.reason();
    return of("Cancelled", why, CANCELLED, event.cancelledAt());
  }

  private Step timedOut(JobAssignmentTimedOut event) {
    return of(
        "Waited " + JobRules.PATIENCE.toSeconds() + " s",
        "it stays in the market; a provider that failed it may have it, too",
        null,
        event.at());
  }

  private Step progressed(JobProgressed event) {
    return new Step(
        sequence,
        "Progress",
        event.progress() + " %" + now(", ", event),
        null,
        event.at(),
        1,
        event.progress(),
        new Pace(event.timeRemaining(), event.costSoFar()));
  }

  private Step upTo(Step later, JobProgressed event) {
    String changed = from + " % → " + event.progress() + " %" + now(", now: ", event);
    return new Step(sequence, title, changed, null, later.at, count + 1, from, later.pace);
  }

  private static String now(String intro, JobProgressed event) {
    String operation = event.currentOperation();
    return operation == null || operation.isEmpty() ? "" : intro + operation;
  }
}
