package io.qubix.api.job;

/** An event of a job. Released shapes never change; a new shape is a new revision. */
public sealed interface JobEvent
    permits JobCreated,
        JobAssigned,
        JobLeftWaiting,
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
}
