package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.signal.Signals;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.runtime.thread.VitalThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** After an error in a thread of the log no caller waits for it, and health shows it. */
class FailingThreadsTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /** A database that fails with an unexpected error. */
  private static final class Failing extends DelegatingDataSource {

    private final AtomicBoolean fails = new AtomicBoolean(true);

    private final Error error;

    Failing(DataSource dataSource, Error error) {
      super(dataSource);
      this.error = error;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (fails.get()) {
        throw error;
      }
      return super.getConnection();
    }
  }

  @Test
  void theWriter_answersAtOnce_isSeen_andWritesOn() {
    try (Node node = Node.on(TestDatabase.url())) {
      Failing database = new Failing(node.get(DataSource.class), new AssertionError());
      GroupCommit writer =
          new GroupCommit(
              database,
              (rows, last, idle) -> {},
              new AppendQueue(100, 1_000_000),
              Duration.ofMinutes(1));
      writer.start();
      long began = System.nanoTime();

      assertThatThrownBy(() -> writer.append(List.of(row(0))))
          .isInstanceOf(Rejection.Unavailable.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      await().until(() -> VitalThreads.failures().containsKey("log-writer"));
      database.fails.set(false);
      writer.append(List.of(row(0)));
      writer.stop();
      assertThat(events(node)).isEqualTo(1);
    } finally {
      forget("log-writer");
    }
  }

  @Test
  void aWriterThatDies_leavesNobodyWaiting_andRefusesFromThenOn() {
    VitalThreads.endBy(
        () -> {
          throw new IllegalStateException("The program could not be ended");
        });
    try (Node node = Node.on(TestDatabase.url())) {
      Failing database = new Failing(node.get(DataSource.class), new OutOfMemoryError("thrown"));
      GroupCommit writer =
          new GroupCommit(
              database,
              (rows, last, idle) -> {},
              new AppendQueue(100, 1_000_000),
              Duration.ofMinutes(1));
      writer.start();
      long began = System.nanoTime();

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> writer.append(List.of(row(0))))
            .isInstanceOf(Rejection.Unavailable.class);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      assertThat(writer.waiting()).isZero();
      await().until(() -> VitalThreads.failures().containsKey("log-writer"));
    } finally {
      VitalThreads.endBy(() -> {});
      forget("log-writer");
    }
  }

  @Test
  void whatWasCommitted_isAnsweredAsThat_whateverBecomesOfTheReaders() {
    try (Node node = Node.on(TestDatabase.url())) {
      GroupCommit writer =
          new GroupCommit(
              node.get(DataSource.class),
              (rows, last, idle) -> {
                throw new AssertionError("cannot hear");
              },
              new AppendQueue(100, 1_000_000),
              Duration.ofMinutes(1));
      writer.start();

      writer.append(List.of(row(0)));

      writer.stop();
      assertThat(events(node)).isEqualTo(1);
      await().until(() -> VitalThreads.failures().containsKey("log-writer"));
    } finally {
      forget("log-writer");
    }
  }

  @Test
  void aListenerThatFails_isSeen_andTheOthersHearOn() {
    try (Node node = Node.on(TestDatabase.url())) {
      Queue<Object> heard = new ConcurrentLinkedQueue<>();
      CommittedEvents events = node.get(CommittedEvents.class);
      events.listen(
          event -> {
            throw new AssertionError("cannot hear");
          });
      events.listen(event -> heard.add(event.getPayload()));

      node.append("user:ALICE", 0, renamed());
      node.append("user:ALICE", 1, renamed());

      await().until(() -> heard.size() == 2);
      assertThat(VitalThreads.failures()).containsKey("log-tail");
    } finally {
      forget("log-tail");
    }
  }

  @Test
  void aListenerToSignalsThatFails_isSeen_andTheOthersHearOn() {
    String url = TestDatabase.url();
    try (Node node = Node.on(url);
        Node other = Node.on(url)) {
      Queue<String> heard = new ConcurrentLinkedQueue<>();
      node.get(Signals.class)
          .listen(
              "news",
              (key, value) -> {
                throw new AssertionError("cannot hear");
              });
      node.get(Signals.class).listen("news", (key, value) -> heard.add(value));

      await()
          .untilAsserted(
              () -> {
                other.get(Signals.class).send("news", "key", "first");
                assertThat(heard).contains("first");
              });
      other.get(Signals.class).send("news", "key", "second");

      await().untilAsserted(() -> assertThat(heard).contains("second"));
      assertThat(VitalThreads.failures()).containsKey("listener to news");
    } finally {
      forget("listener to news");
    }
  }

  private static void forget(String thread) {
    VitalThreads.thread(thread, () -> {});
  }

  private static long events(Node node) {
    return node.get(JdbcTemplate.class).queryForObject("select count(*) from event", Long.class);
  }

  private static UserRenamed renamed() {
    return new UserRenamed(new QubicAddress("ALICE"), "alice", AT);
  }

  private static EventRow row(long sequence) {
    return new EventRow(
        new GenericDomainEventMessage<>("Test", "user:ALICE", sequence, renamed()),
        UUID.randomUUID(),
        UserRenamed.class.getName(),
        "1",
        AT,
        "{}",
        "{}");
  }
}
