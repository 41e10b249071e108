package io.qubix.api.job.event;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.JobStatus;
import io.qubix.api.provider.WorkerId;
import org.jspecify.annotations.Nullable;

/** Says what each event means for a job. */
final class JobMeaning {

  static final EventSwitch<@Nullable WorkerId, JobEvent> HOLDER =
      EventSwitch.<@Nullable WorkerId, JobEvent>over(JobEvent.class)
          .to(JobAssigned.class, (before, assigned) -> assigned.provider().workerId())
          .to(JobCompleted.class, (before, over) -> null)
          .to(JobAttemptFailed.class, (before, over) -> null)
          .to(JobFailed.class, (before, over) -> null)
          .to(JobCancelled.class, (before, over) -> null)
          .ignoring(
              JobCreated.class,
              JobLeftWaiting.class,
              JobStarted.class,
              JobProgressed.class,
              JobRequeued.class,
              JobAssignmentTimedOut.class);

  static final EventSwitch<JobStatus, JobEvent> STATUS =
      EventSwitch.<JobStatus, JobEvent>over(JobEvent.class)
          .to(JobCreated.class, (before, created) -> JobStatus.PENDING)
          .to(JobAssigned.class, (before, assigned) -> JobStatus.ASSIGNED)
          .to(JobStarted.class, (before, started) -> JobStatus.RUNNING)
          .to(JobCompleted.class, (before, completed) -> JobStatus.COMPLETED)
          .to(
              JobAttemptFailed.class,
              (before, failed) -> failed.willRetry() ? JobStatus.PENDING : before)
          .to(JobRequeued.class, (before, requeued) -> JobStatus.PENDING)
          .to(JobFailed.class, (before, failed) -> JobStatus.FAILED)
          .to(JobCancelled.class, (before, cancelled) -> JobStatus.CANCELLED)
          .ignoring(JobLeftWaiting.class, JobProgressed.class, JobAssignmentTimedOut.class);

  private JobMeaning() {}
}
