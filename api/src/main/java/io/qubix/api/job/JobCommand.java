package io.qubix.api.job;

/** A command to a job. It takes effect, or is refused with a {@code Rejection}. */
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
