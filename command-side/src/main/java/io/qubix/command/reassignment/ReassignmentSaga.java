package io.qubix.command.reassignment;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.Rejection;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import io.qubix.api.job.command.ReassignJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.command.bus.Answers;
import io.qubix.command.bus.Commands;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/**
 * Follows a job from its first wait or failure to its end: puts it back on the market after a
 * failed attempt, and marks it when it waited too long for a provider.
 *
 * <p>A refused command counts as carried out: the change is done, or no longer wanted. Other
 * failures make the unit of work fail and be repeated.
 *
 * <p>Jobs without trouble cost it nothing: of the events that every job has, it takes only those
 * marked with {@link JobEvent#TROUBLED_JOB}. The others match no handler here, so nothing is looked
 * up for them. Public, with a public constructor, because Axon needs it.
 */
@Saga
@ProcessingGroup(ReassignmentSaga.GROUP)
@Profile("command | !query")
public class ReassignmentSaga {

  static final String GROUP = "reassignment";
  static final String DEADLINE = "assignment";

  @JsonProperty private int waitingAttempt;
  @JsonProperty private @Nullable String deadlineId;

  public ReassignmentSaga() {}

  @StartSaga
  @SagaEventHandler(associationProperty = "jobId")
  void on(JobLeftWaiting event, DeadlineManager deadlines) {
    if (event.attempt() <= waitingAttempt) {
      return;
    }
    cancelDeadline(deadlines);
    waitingAttempt = event.attempt();
    schedule(
        event.timesOutAt(), new MarkAssignmentTimedOut(event.jobId(), event.attempt()), deadlines);
  }

  @DeadlineHandler(deadlineName = DEADLINE)
  void onDeadline(MarkAssignmentTimedOut due, Commands commands, DeadlineManager deadlines) {
    deadlineId = null;
    if (Answers.refusal(commands.sendAsync(due)) instanceof Rejection.NotDue early) {
      // The clock was set back, or the rule has changed since this was scheduled.
      schedule(early.until(), due, deadlines);
    }
  }

  @StartSaga
  @SagaEventHandler(associationProperty = "jobId")
  void on(JobAttemptFailed event, Commands commands) {
    if (event.willRetry()) {
      CompletableFuture<?> answer =
          commands.sendAsync(new ReassignJob(event.jobId(), event.attempt()));
      // Waits at the commit, so that the commands of one batch run side by side.
      CurrentUnitOfWork.get().onPrepareCommit(work -> Answers.refusal(answer));
    }
  }

  @SagaEventHandler(associationProperty = "jobId")
  void on(
      JobAssigned event,
      @MetaDataValue(value = JobEvent.TROUBLED_JOB, required = true) String troubledJob,
      DeadlineManager deadlines) {
    cancelDeadline(deadlines);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "jobId")
  void on(
      JobCompleted event,
      @MetaDataValue(value = JobEvent.TROUBLED_JOB, required = true) String troubledJob,
      DeadlineManager deadlines) {
    cancelDeadline(deadlines);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "jobId")
  void on(
      JobCancelled event,
      @MetaDataValue(value = JobEvent.TROUBLED_JOB, required = true) String troubledJob,
      DeadlineManager deadlines) {
    cancelDeadline(deadlines);
  }

  @EndSaga
  @SagaEventHandler(associationProperty = "jobId")
  void on(JobFailed event, DeadlineManager deadlines) {
    cancelDeadline(deadlines);
  }

  private void schedule(Instant at, MarkAssignmentTimedOut due, DeadlineManager deadlines) {
    deadlineId = deadlines.schedule(at, DEADLINE, due);
  }

  private void cancelDeadline(DeadlineManager deadlines) {
    if (deadlineId != null) {
      deadlines.cancelSchedule(DEADLINE, deadlineId);
      deadlineId = null;
    }
  }
}
