package io.qubix.command.matching;

import io.qubix.api.Money;
import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobAssignmentTimedOut;
import io.qubix.api.job.JobCancelled;
import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobFailed;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.job.JobRequeued;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What matching keeps of a job that is not over.
 *
 * @param attempt the attempt that it waits for, or is at
 * @param waitingSince when it was created or last put back
 * @param maxPrice null: any price will do
 * @param waiting whether it is on the market
 * @param leftWaiting whether it was said, for this attempt, that nobody fits for now
 * @param timedOut whether it waited so long that whoever failed it may have it too
 */
record OpenJob(
    JobId id,
    int attempt,
    Instant createdAt,
    Instant waitingSince,
    @Nullable Money maxPrice,
    Requirements requirements,
    List<WorkerId> failedBy,
    boolean waiting,
    boolean leftWaiting,
    boolean timedOut) {

  static final Comparator<OpenJob> BY_AGE =
      Comparator.comparing(OpenJob::createdAt).thenComparing(job -> job.id().value());

  /**
   * The job after one more event.
   *
   * @param before null when nothing is known of it
   * @return null when the job is over, or nothing is known of it
   */
  static @Nullable OpenJob after(@Nullable OpenJob before, JobEvent event) {
    if (event instanceof JobCreated created) {
      return created(created);
    }
    if (before == null
        || event instanceof JobCompleted
        || event instanceof JobFailed
        || event instanceof JobCancelled) {
      return null;
    }
    return before.after(event);
  }

  /** Whether this provider may have it as far as its history goes. */
  boolean mayGoTo(WorkerId worker) {
    return timedOut || !failedBy.contains(worker);
  }

  /** Whether the same providers fit both. */
  boolean asksTheSameAs(OpenJob other) {
    return timedOut == other.timedOut
        && failedBy.equals(other.failedBy)
        && requirements.equals(other.requirements)
        && Objects.equals(maxPrice, other.maxPrice);
  }

  static OpenJob created(JobCreated event) {
    Requirements asked = event.requirements() == null ? Requirements.NONE : event.requirements();
    return new OpenJob(
        event.jobId(),
        1,
        event.createdAt(),
        event.createdAt(),
        event.maxPrice(),
        asked,
        List.of(),
        true,
        false,
        false);
  }

  private OpenJob after(JobEvent event) {
    if (event instanceof JobRequeued requeued) {
      return with(
          requeued.attempt(), requeued.requeuedAt(), requeued.failedBy(), true, false, false);
    }
    if (event instanceof JobAssigned assigned && assigned.attempt() == attempt) {
      return with(attempt, waitingSince, failedBy, false, leftWaiting, timedOut);
    }
    if (event instanceof JobLeftWaiting left && left.attempt() == attempt) {
      return with(attempt, waitingSince, failedBy, waiting, true, timedOut);
    }
    if (event instanceof JobAssignmentTimedOut late && late.attempt() == attempt) {
      return with(attempt, waitingSince, failedBy, waiting, leftWaiting, true);
    }
    return this;
  }

  private OpenJob with(
      int attempt,
      Instant waitingSince,
      List<WorkerId> failedBy,
      boolean waiting,
      boolean leftWaiting,
      boolean timedOut) {
    return new OpenJob(
        id,
        attempt,
        createdAt,
        waitingSince,
        maxPrice,
        requirements,
        failedBy,
        waiting,
        leftWaiting,
        timedOut);
  }
}
