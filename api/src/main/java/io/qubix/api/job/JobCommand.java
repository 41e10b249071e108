package io.qubix.api.job;

/**
 * What may be asked of a job. Every command is refused with a {@code Rejection} or takes effect.
 */
public sealed interface JobCommand
    permits CreateJob,
        CreateJobOnce,
        AssignJob,
        LeaveJobWaiting,
        ReportProgress,
        CompleteJob,
        FailJob,
        ReassignJob,
        CancelJob,
        MarkAssignmentTimedOut {

  JobId jobId();
}
