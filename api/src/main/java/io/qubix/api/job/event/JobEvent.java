package io.qubix.api.job.event;

import io.qubix.api.Event;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.provider.WorkerId;
import org.jspecify.annotations.Nullable;

/** An event of a job. Questions that several places ask about an event are answered here. */
public sealed interface JobEvent extends Event
    permits JobCreated,
        JobVerdict,
        JobStarted,
        JobProgressed,
        JobCompleted,
        JobAttemptFailed,
        JobRequeued,
        JobFailed,
        JobCancelled,
        JobAssignmentTimedOut {

  /**
   * The metadata key under which the last events of a job that waited or failed carry its id (the
   * bare UUID). A reader that follows only such jobs need not look up all the others.
   */
  String TROUBLED_JOB = "troubledJob";

  JobId jobId();

  @Override
  default String stream() {
    return jobId().toString();
  }

  /** Returns whether the job begins with this event. */
  default boolean createsJob() {
    return false;
  }

  /** Returns the job that this event's job repeats from now on, or null. */
  default @Nullable JobId repeats() {
    return null;
  }

  /** Returns whether the job is done with this event. */
  default boolean completesJob() {
    return false;
  }

  /**
   * Returns the worker that holds the job after this event, or null when none does.
   *
   * @param before the worker that held it before, or null
   */
  default @Nullable WorkerId holderAfter(@Nullable WorkerId before) {
    return JobMeaning.HOLDER.after(before, this);
  }

  /** Returns the status after this event of a job that had another. */
  default JobStatus statusAfter(JobStatus before) {
    return JobMeaning.STATUS.after(before, this);
  }
}
