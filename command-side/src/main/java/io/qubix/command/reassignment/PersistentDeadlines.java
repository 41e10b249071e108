package io.qubix.command.reassignment;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineToken;

/** Axon's deadlines over db-scheduler, where cancelling what is just being done is no failure. */
final class PersistentDeadlines extends DbSchedulerDeadlineManager {

  private final Scheduler scheduler;

  PersistentDeadlines(Scheduler scheduler, Builder builder) {
    super(builder.scheduler(scheduler).startScheduler(false).stopScheduler(false));
    this.scheduler = scheduler;
  }

  @Override
  public void cancelSchedule(String deadlineName, String scheduleId) {
    runOnPrepareCommitOrNow(
        () -> {
          try {
            scheduler.cancel(new DbSchedulerDeadlineToken(scheduleId));
          } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
            // It was done, or is being done, on whichever node: a job that waits no longer
            // refuses it.
          }
        });
  }
}
