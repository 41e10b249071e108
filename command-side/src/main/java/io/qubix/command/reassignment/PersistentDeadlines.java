package io.qubix.command.reassignment;

import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineToken;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's deadlines over db-scheduler, with another way to cancel. db-scheduler looks a deadline up
 * and then deletes it, and throws when another node is running it at that moment. Here this is no
 * failure, because a job that no longer waits refuses the mark.
 */
final class PersistentDeadlines extends DbSchedulerDeadlineManager {

  private static final String CANCEL =
      "delete from scheduled_tasks where task_name = ? and task_instance = ? and not picked";

  private final JdbcTemplate jdbc;

  PersistentDeadlines(Builder builder, JdbcTemplate jdbc) {
    super(builder);
    this.jdbc = jdbc;
  }

  @Override
  public void cancelSchedule(String deadlineName, String scheduleId) {
    DbSchedulerDeadlineToken task = new DbSchedulerDeadlineToken(scheduleId);
    runOnPrepareCommitOrNow(() -> jdbc.update(CANCEL, task.getTaskName(), task.getId()));
  }
}
