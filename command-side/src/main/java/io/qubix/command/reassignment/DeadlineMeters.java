package io.qubix.command.reassignment;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Measures deadlines, for operators. */
final class DeadlineMeters extends AbstractSchedulerListener {

  private static final String COUNT = "select count(*) from scheduled_tasks";

  private final Counter failed;
  private final Counter revived;
  private final Timer late;

  DeadlineMeters(MeterRegistry meters, JdbcTemplate jdbc) {
    failed = meters.counter("qubix.deadlines.failed");
    revived = meters.counter("qubix.deadlines.revived");
    late =
        Timer.builder("qubix.deadlines.late")
            .description("From when a deadline was due to when it was done")
            .register(meters);
    Gauge.builder("qubix.deadlines.scheduled", () -> count(jdbc))
        .description("Deadlines of all nodes that are still to come")
        .register(meters);
  }

  @Override
  public void onExecutionComplete(ExecutionComplete done) {
    if (done.getResult() == ExecutionComplete.Result.OK) {
      late.record(Duration.between(done.getExecution().executionTime, done.getTimeDone()));
    } else {
      failed.increment();
    }
  }

  @Override
  public void onExecutionDead(Execution execution) {
    revived.increment();
  }

  private static double count(JdbcTemplate jdbc) {
    Long count = jdbc.queryForObject(COUNT, Long.class);
    return count == null ? 0 : count;
  }
}
