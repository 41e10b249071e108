package io.qubix.command.reassignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.provider.WorkerId;
import io.qubix.command.matching.MarketNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deadlines and retries of real jobs, on a clock that the test moves. */
class TroubledJobTest {

  private final String url = TestDatabase.url();
  private final MovableClock clock = new MovableClock();
  private MarketNode node;

  @BeforeEach
  void start() {
    node = MarketNode.on(url, clock);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aDeadlineSurvivesARestart() {
    JobId job = node.create(1);
    awaitDeadlines(1);
    stop();

    clock.move(Duration.ofSeconds(31));
    start();

    await().untilAsserted(() -> assertThat(timedOut(job)).isTrue());
    awaitDeadlines(0);
  }

  @Test
  void aDeadlineThatIsMetTooEarly_isMetAgainWhenItIsDue() {
    JobId job = node.create(1);
    awaitDeadlines(1);
    Instant due = node.last(job, JobLeftWaiting.class).orElseThrow().timesOutAt();

    sql().update("update scheduled_tasks set execution_time = now() - interval '1 hour'");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        sql()
                            .queryForObject(
                                "select execution_time from scheduled_tasks", Instant.class))
                    .isCloseTo(due, within(1, ChronoUnit.MILLIS)));
    assertThat(timedOut(job)).isFalse();

    clock.move(Duration.ofSeconds(31));
    await().untilAsserted(() -> assertThat(timedOut(job)).isTrue());
    awaitDeadlines(0);
  }

  @Test
  void anAssignmentCancelsTheDeadline_andTheEndOfTheJobTheSaga() {
    JobId job = node.create(1);
    awaitDeadlines(1);
    WorkerId worker = node.register(1, "1");

    awaitAttempt(job, 1);
    awaitDeadlines(0);
    assertThat(count("saga")).isEqualTo(1);

    node.send(new CompleteJob(job, 1, worker, Duration.ofSeconds(1), null));
    await().untilAsserted(() -> assertThat(count("saga")).isZero());
    assertThat(timedOut(job)).isFalse();
  }

  @Test
  void aJobWithoutTrouble_hasNoSaga() {
    WorkerId worker = node.register(1, "1");
    JobId easy = node.create(1);
    awaitAttempt(easy, 1);
    node.send(new CompleteJob(easy, 1, worker, Duration.ofSeconds(1), null));

    JobId failing = node.create(2);
    awaitAttempt(failing, 1);
    fail(failing, 1, worker);

    await().untilAsserted(() -> assertThat(count("saga")).isEqualTo(1));
  }

  @Test
  void aFailedJobGoesToSomebodyElse_afterTheDeadlineToAnybody_fourTimesInAll() {
    WorkerId first = node.register(1, "1");
    JobId job = node.create(1);
    awaitAttempt(job, 1);
    fail(job, 1, first);
    await().untilAsserted(() -> assertThat(node.last(job, JobLeftWaiting.class)).isPresent());

    WorkerId second = node.register(2, "9");
    awaitAttempt(job, 2);
    assertThat(node.holder(job)).hasValue(second);
    fail(job, 2, second);
    awaitLeftWaiting(job, 3);
    awaitDeadlines(1);

    clock.move(Duration.ofSeconds(31));
    awaitAttempt(job, 3);
    assertThat(node.holder(job)).hasValue(first);
    fail(job, 3, first);
    awaitLeftWaiting(job, 4);
    awaitDeadlines(1);

    clock.move(Duration.ofSeconds(31));
    awaitAttempt(job, 4);
    fail(job, 4, first);

    await().untilAsserted(() -> assertThat(count("saga")).isZero());
    assertThat(node.history(job)).last().isInstanceOf(JobFailed.class);
    assertThat(count("scheduled_tasks")).isZero();
  }

  private void fail(JobId job, int attempt, WorkerId worker) {
    node.send(new FailJob(job, attempt, worker, FailureCause.REPORTED, "no", true, null));
  }

  private void awaitAttempt(JobId job, int attempt) {
    await()
        .untilAsserted(
            () ->
                assertThat(node.last(job, JobAssigned.class))
                    .hasValueSatisfying(
                        assigned -> assertThat(assigned.attempt()).isEqualTo(attempt)));
  }

  private void awaitLeftWaiting(JobId job, int attempt) {
    await()
        .untilAsserted(
            () ->
                assertThat(node.last(job, JobLeftWaiting.class))
                    .hasValueSatisfying(left -> assertThat(left.attempt()).isEqualTo(attempt)));
  }

  private void awaitDeadlines(int expected) {
    await().untilAsserted(() -> assertThat(count("scheduled_tasks")).isEqualTo(expected));
  }

  private boolean timedOut(JobId job) {
    return node.last(job, JobAssignmentTimedOut.class).isPresent();
  }

  private long count(String table) {
    return sql().queryForObject("select count(*) from " + table, Long.class);
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(node.get(DataSource.class));
  }

  /** The system's clock, set forward. */
  private static final class MovableClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    void move(Duration forward) {
      ahead = ahead.plus(forward);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
