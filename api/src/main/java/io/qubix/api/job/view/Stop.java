package io.qubix.api.job.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qubix.api.EventSwitch;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that was taken from its worker, which should stop working on it. An attempt that its
 * worker reported as ended was not taken.
 *
 * @param reason how the attempt ended, in the words of {@link AttemptEnd}, or {@code EXPIRED}
 */
public record Stop(@JsonIgnore WorkerId worker, JobId jobId, int attempt, String reason) {

  private static final EventSwitch<@Nullable Stop, JobEvent> EVENTS =
      EventSwitch.<@Nullable Stop, JobEvent>over(JobEvent.class)
          .to(JobAttemptFailed.class, (none, failed) -> failed(failed))
          .to(JobCancelled.class, (none, cancelled) -> cancelled(cancelled))
          .ignoring(
              JobCreated.class,
              JobAssigned.class,
              JobLeftWaiting.class,
              JobAssignmentTimedOut.class,
              JobStarted.class,
              JobProgressed.class,
              JobCompleted.class,
              JobRequeued.class,
              JobFailed.class);

  /** Returns the attempt that is taken from its worker by this event, or null when none is. */
  public static @Nullable Stop of(JobEvent event) {
    return EVENTS.after(null, event);
  }

  /**
   * Returns the attempt that was taken from a worker, or null when it was not.
   *
   * @param history the events of the job, oldest first
   * @param attempt its number, or {@link AtWork#ANY} for the worker's last one
   */
  public static @Nullable Stop of(
      Iterable<? extends JobEvent> history, WorkerId worker, int attempt) {
    Stop last = null;
    WorkerId holder = null;
    for (JobEvent event : history) {
      WorkerId before = holder;
      holder = event.holderAfter(before);
      if (attempt == AtWork.ANY && worker.equals(holder) && !worker.equals(before)) {
        last = null;
      }
      Stop stop = of(event);
      if (stop != null && stop.worker.equals(worker) && stop.isOf(attempt)) {
        last = stop;
      }
    }
    return last;
  }

  /** Returns whether it is of that attempt, or that is {@link AtWork#ANY}. */
  public boolean isOf(int number) {
    return number == AtWork.ANY || number == attempt;
  }

  private static @Nullable Stop failed(JobAttemptFailed event) {
    FailureCause cause = event.cause();
    return cause == FailureCause.REPORTED
        ? null
        : new Stop(
            event.worker(),
            event.jobId(),
            event.attempt(),
            cause == FailureCause.EXPIRED ? cause.name() : cause.end().name());
  }

  private static @Nullable Stop cancelled(JobCancelled event) {
    return event.worker() == null
        ? null
        : new Stop(
            Objects.requireNonNull(event.worker()),
            event.jobId(),
            event.attempt(),
            AttemptEnd.CANCELLED.name());
  }
}
