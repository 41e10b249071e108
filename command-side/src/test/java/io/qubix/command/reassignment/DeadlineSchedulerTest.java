package io.qubix.command.reassignment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ScopeAware;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Deadlines in a real database: once, also over a failure and a restart. */
class DeadlineSchedulerTest {

  private static final MarkAssignmentTimedOut DUE =
      new MarkAssignmentTimedOut(new JobId(new UUID(7, 7)), 2);
  private static final ScopeDescriptor SAGA = new SagaScopeDescriptor("ReassignmentSaga", "saga-1");

  private static final HikariDataSource DATABASE = TestDatabase.pool();

  private final TransactionManager transactions =
      new SpringTransactionManager(new JdbcTransactionManager(DATABASE));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Saga saga = new Saga();
  private DeadlineScheduler scheduler;

  @BeforeAll
  static void migrate() {
    Flyway.configure()
        .dataSource(DATABASE)
        .locations("classpath:db/log", "classpath:db/command")
        .load()
        .migrate();
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void start() {
    new JdbcTemplate(DATABASE).update("truncate scheduled_tasks");
    scheduler = scheduler();
    scheduler.start();
  }

  @AfterEach
  void stop() {
    scheduler.stop();
  }

  @Test
  void aDeadlineThatIsDueIsMetOnce_withWhatItWasGiven() {
    schedule(Instant.now());

    await().untilAsserted(() -> assertThat(scheduled()).isZero());
    assertThat(saga.heard).containsExactly(DUE);
    // The row goes first, then the listeners hear of it.
    await()
        .untilAsserted(
            () -> assertThat(registry.timer("qubix.deadlines.late").count()).isEqualTo(1));
  }

  @Test
  void aDeadlineThatFailed_isMetSoon() {
    saga.failures = 1;
    schedule(Instant.now());

    await().untilAsserted(() -> assertThat(scheduled()).isZero());
    assertThat(saga.heard).containsExactly(DUE, DUE);
    await()
        .untilAsserted(
            () -> assertThat(registry.counter("qubix.deadlines.failed").count()).isEqualTo(1));
  }

  @Test
  void aDeadlineThatFellDueWhileNobodyRan_isMetAfterTheRestart() {
    scheduler.stop();
    schedule(Instant.now().minusSeconds(60));
    assertThat(saga.heard).isEmpty();

    scheduler = scheduler();
    scheduler.start();

    await().untilAsserted(() -> assertThat(scheduled()).isZero());
    assertThat(saga.heard).containsExactly(DUE);
  }

  /** The bytes are those of a release with its commands in another package. */
  @Test
  void aDeadlineOfAnEarlierRelease_isMet() throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("/golden/deadline.bin")) {
      new JdbcTemplate(DATABASE)
          .update(
              "insert into scheduled_tasks"
                  + " (task_name, task_instance, task_data, execution_time, picked, version)"
                  + " values ('AxonDeadline', 'earlier', ?, now(), false, 1)",
              (Object) requireNonNull(stored).readAllBytes());
    }

    await().untilAsserted(() -> assertThat(scheduled()).isZero());
    assertThat(saga.heard).containsExactly(DUE);
  }

  @Test
  void twoNodes_meetItOnce() {
    DeadlineScheduler other = scheduler();
    other.start();
    for (int i = 0; i < 20; i++) {
      schedule(Instant.now());
    }
    await().untilAsserted(() -> assertThat(scheduled()).isZero());
    other.stop();

    assertThat(saga.heard).hasSize(20);
  }

  @Test
  void aDeadlineIsScheduledAndCancelledWithItsUnitOfWork() {
    DefaultUnitOfWork<Message<?>> rolledBack = unitOfWork();
    scheduler.manager().schedule(Instant.now().plusSeconds(60), "assignment", DUE, SAGA);
    rolledBack.rollback();
    assertThat(scheduled()).isZero();

    String id = schedule(Instant.now().plusSeconds(60));
    assertThat(scheduled()).isEqualTo(1);

    DefaultUnitOfWork<Message<?>> cancelling = unitOfWork();
    scheduler.manager().cancelSchedule("assignment", id);
    scheduler.manager().cancelSchedule("assignment", id);
    cancelling.commit();
    assertThat(scheduled()).isZero();
  }

  private DefaultUnitOfWork<Message<?>> unitOfWork() {
    DefaultUnitOfWork<Message<?>> work = DefaultUnitOfWork.startAndGet(null);
    work.attachTransaction(transactions);
    return work;
  }

  private String schedule(Instant when) {
    return scheduler.manager().schedule(when, "assignment", DUE, SAGA);
  }

  private double scheduled() {
    return registry.get("qubix.deadlines.scheduled").gauge().value();
  }

  private DeadlineScheduler scheduler() {
    return new DeadlineScheduler(
        DATABASE,
        Clock.systemUTC(),
        new DeadlineMeters(registry, new JdbcTemplate(DATABASE)),
        mapper -> {},
        DbSchedulerDeadlineManager.builder()
            .scopeAwareProvider(scope -> Stream.of(saga))
            .transactionManager(transactions));
  }

  /** Hears deadlines, and may fail at first. */
  private static final class Saga implements ScopeAware {

    final List<Object> heard = new CopyOnWriteArrayList<>();
    int failures;

    @Override
    public void send(Message<?> message, ScopeDescriptor scope) {
      heard.add(((DeadlineMessage<?>) message).getPayload());
      if (heard.size() <= failures) {
        throw new IllegalStateException("The first time it fails");
      }
    }

    @Override
    public boolean canResolve(ScopeDescriptor scope) {
      return scope.equals(SAGA);
    }
  }
}
