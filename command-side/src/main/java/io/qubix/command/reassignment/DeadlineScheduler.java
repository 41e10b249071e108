package io.qubix.command.reassignment;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.SchedulerListener;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import io.qubix.log.name.NamedSerializer;
import io.qubix.log.name.StoredNames;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerBinaryDeadlineDetails;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManagerSupplier;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Keeps deadlines in the database and runs each once when it is due, on the first node that looks.
 * It starts last, because overdue deadlines need all other parts, and stops first.
 */
final class DeadlineScheduler implements SmartLifecycle {

  /** What stored deadlines carry: the class may move, its name stays. */
  private static final StoredNames NAMES =
      new StoredNames(
          List.of(
              Map.entry("io.qubix.api.job.MarkAssignmentTimedOut", MarkAssignmentTimedOut.class)));

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** Missed heartbeats after which another node takes over the work of a dead one. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
  private static final int THREADS = 4;

  private final Scheduler scheduler;
  private final PersistentDeadlines manager;
  private volatile boolean running;

  DeadlineScheduler(
      DataSource dataSource,
      Clock clock,
      SchedulerListener listener,
      Jackson3SerializerCustomizer json,
      DbSchedulerDeadlineManager.Builder builder) {
    DbSchedulerDeadlineManagerSupplier later = new DbSchedulerDeadlineManagerSupplier();
    // A deadline scheduled in a unit of work must commit or roll back with its transaction.
    scheduler =
        Scheduler.create(
                new TransactionAwareDataSourceProxy(dataSource),
                retried(DbSchedulerDeadlineManager.binaryTask(later)))
            .clock(clock::instant)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .threads(THREADS)
            .shutdownMaxWait(STOP_WITHIN)
            .failureLogging(LogLevel.WARN, false)
            .addSchedulerListener(listener)
            .build();
    manager =
        new PersistentDeadlines(
            builder
                .serializer(new NamedSerializer(json, NAMES))
                .scheduler(scheduler)
                .startScheduler(false)
                .stopScheduler(false),
            new JdbcTemplate(dataSource));
    later.set(manager);
  }

  DeadlineManager manager() {
    return manager;
  }

  @Override
  public void start() {
    scheduler.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    scheduler.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Runs Axon's own task, but retries a failure soon instead of after five minutes. */
  private static Task<DbSchedulerBinaryDeadlineDetails> retried(
      Task<DbSchedulerBinaryDeadlineDetails> task) {
    return Tasks.oneTime(task.getName(), task.getDataClass())
        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_AFTER))
        .execute(task::execute);
  }
}
