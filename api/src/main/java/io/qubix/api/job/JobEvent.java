package io.qubix.api.job;

/** What happened to a job. Released shapes never change; a new shape is a new revision. */
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
   * The metadata key under which the last events of a job that waited or failed name it (its bare
   * UUID): whoever only minds such jobs needs to look nothing up for all the others.
   */
  String TROUBLED_JOB = "troubledJob";

  JobId jobId();
}
