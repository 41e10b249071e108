package io.qubix.query.decision;

import io.qubix.api.EventSwitch;
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
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A job's last wait for a provider.
 *
 * @param since when it began or begins
 * @param failedBy the workers that must not have the job now, because they failed it
 */
record LastWait(Instant since, List<WorkerId> failedBy) {

  private static final EventSwitch<LastWait, JobEvent> AFTER =
      EventSwitch.<LastWait, JobEvent>over(JobEvent.class)
          .to(JobCreated.class, (none, event) -> new LastWait(event.waitingSince(), List.of()))
          .to(
              JobAttemptFailed.class,
              (wait, event) ->
                  new LastWait(
                      Objects.requireNonNullElse(event.retryAt(), event.failedAt()),
                      wait.failedBy()))
          .to(
              JobRequeued.class,
              (wait, event) -> new LastWait(event.waitingSince(), event.failedBy()))
          .to(JobAssignmentTimedOut.class, (wait, event) -> new LastWait(wait.since(), List.of()))
          .ignoring(
              JobAssigned.class,
              JobStarted.class,
              JobProgressed.class,
              JobCompleted.class,
              JobFailed.class,
              JobCancelled.class,
              JobLeftWaiting.class);

  private static final LastWait NONE = new LastWait(Instant.EPOCH, List.of());

  /**
   * @param events of the job, oldest first
   */
  static LastWait after(Iterable<JobEvent> events) {
    LastWait wait = NONE;
    for (JobEvent event : events) {
      wait = AFTER.after(wait, event);
    }
    return wait;
  }
}
