package io.qubix.command.reassignment;

import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineToken;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's deadlines over db-scheduler, but for cancelling: db-scheduler looks first and deletes
 * then, and throws when the deadline is being met, perhaps on another node, at that moment. Here
 * this is no failure, for a job that waits no longer refuses to be marked.
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
