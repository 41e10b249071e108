package io.qubix.benchmarks.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Measures db-scheduler with jobs that do nothing, tuned as its documentation says (lock and fetch,
 * 50 ms polls, immediate execution). 16 callers submit, 16 workers run.
 */
public final class DbSchedulerJobs extends Arm {

  private static final int CALLERS = 16;
  private static final int WORKERS = 16;

  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamptz not null, picked boolean not null, picked_by text,
        last_success timestamptz, last_failure timestamptz, consecutive_failures integer,
        last_heartbeat timestamptz, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index execution_time_idx on scheduled_tasks (execution_time);
      create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
      create index priority_execution_time_idx
        on scheduled_tasks (priority desc, execution_time asc)
      """;

  private final String url;
  private final int jobs;
  private final int perSecond;
  private int number;

  /**
   * @param perSecond jobs submitted per second, or 0 for as fast as the callers can
   */
  public DbSchedulerJobs(String name, Database database, int jobs, int perSecond) throws Exception {
    super(name);
    this.url = database.create("db_scheduler");
    this.jobs = jobs;
    this.perSecond = perSecond;
    Database.execute(url, TABLE);
  }

  @Override
  public void warmUp() throws Exception {
    run(perSecond == 0 ? Math.min(jobs, 3_000) : perSecond);
  }

  @Override
  public Figures round() throws Exception {
    return run(jobs);
  }

  private Figures run(int count) throws Exception {
    Flow flow = new Flow(count, count);
    Starts starts = new Starts();
    OneTimeTask<@Nullable Void> task =
        Tasks.oneTime("noop")
            .execute(
                (instance, context) -> {
                  starts.started(instance.getId());
                  flow.done();
                });
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (HikariDataSource pool = Database.pool(url, CALLERS + WORKERS)) {
      Scheduler scheduler =
          Scheduler.create(pool, task)
              .threads(WORKERS)
              .pollUsingLockAndFetch(1.0, 4.0)
              .pollingInterval(Duration.ofMillis(50))
              .enableImmediateExecution()
              .build();
      scheduler.start();
      long began = System.nanoTime();
      flow.beginAll(
          perSecond,
          () -> {
            String id = Integer.toString(number++);
            callers.execute(
                () -> {
                  try {
                    starts.submitted(id);
                    scheduler.schedule(task.instance(id), Instant.now());
                  } catch (RuntimeException e) {
                    flow.failed(e);
                  }
                });
          });
      flow.awaitAll();
      double took = (System.nanoTime() - began) / 1e9;
      scheduler.stop();
      return Figures.of("perSecond", count / took)
          .andLatencies(starts.latencies())
          .and("jobs", count);
    } finally {
      callers.shutdownNow();
    }
  }

  @Override
  public void check() throws Exception {
    Database.requireDurable(url);
    require(Database.number(url, "select count(*) from scheduled_tasks") == 0, "Tasks are left");
  }
}
