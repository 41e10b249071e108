package io.qubix.api.job.command;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;

/** A command to a job. It takes effect, or is refused with a {@code Rejection}. */
public sealed interface JobCommand extends Command
    permits CreateJob,
        CreateJobOnce,
        AssignJob,
        LeaveJobWaiting,
        ReportProgress,
        CompleteJob,
        FailJob,
        ReassignJob,
        CancelJob,
        MarkAssignmentTimedOut,
        EndOverdue {

  JobId jobId();

  @Override
  default JobId target() {
    return jobId();
  }

  @Override
  default Rejection.NotFound unknown() {
    return Rejection.NotFound.job();
  }
}
