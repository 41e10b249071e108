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

  JobId jobId();
}
