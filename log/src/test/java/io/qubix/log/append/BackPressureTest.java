package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.read.EventLog;
import io.qubix.log.seal.Seal;
import io.qubix.log.signal.Signals;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** While the store is stuck, no caller waits without end, and no answer is wrong. */
class BackPressureTest {

  private static final int QUEUE = 4;
  private static final Duration SLACK = Duration.ofSeconds(10);

  @Test
  void aFullQueueRefusesAtOnce_thoseInItAreAnsweredInTime_andThenAllIsWellAgain() throws Exception {
    Duration wait = Duration.ofSeconds(3);
    String url = TestDatabase.url();
    try (Node node = stuckSoonerThan(wait, url);
        Connection holder = DriverManager.getConnection(url)) {
      GroupCommit writer = node.get(GroupCommit.class);
      node.append("user:before", 0, renamed());
      holder.setAutoCommit(false);
      holder.createStatement().execute(GroupCommit.LOCK);

      long began = System.nanoTime();
      CompletableFuture<Void> first = appendLater(node, "user:first");
      await().until(() -> waitingForTheLock(node) == 1);
      List<CompletableFuture<Void>> queued =
          IntStream.range(0, QUEUE).mapToObj(i -> appendLater(node, "user:queued" + i)).toList();
      await().until(() -> writer.waiting() == QUEUE);

      assertThatThrownBy(() -> node.append("user:late", 0, renamed()))
          .isInstanceOfSatisfying(
              Rejection.Unavailable.class,
              refused -> assertThat(refused.retryAfter()).isPositive());
      assertThat(first).as("it did not have to wait for those before it").isNotDone();
      assertThat(queued).noneMatch(CompletableFuture::isDone);

      await().atMost(wait.plus(SLACK)).until(() -> queued.stream().allMatch(done -> done.isDone()));
      await().atMost(SLACK).until(first::isDone);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(wait, wait.plus(SLACK));
      assertThat(queued).allSatisfy(BackPressureTest::assertRefused);
      assertRefused(first);

      holder.rollback();
      await().ignoreExceptions().until(() -> again(node, "user:after"));
      assertThat(writer.waiting()).isZero();
      // A command that was already being written may still have succeeded; the others have not.
      assertThat(streams(node))
          .contains("user:before", "user:after")
          .doesNotContain("user:late")
          .doesNotHaveDuplicates();
      assertThat(again(node, "user:first")).isTrue();
      assertThat(IntStream.range(0, QUEUE).filter(i -> !again(node, "user:queued" + i))).isEmpty();
      assertThat(streams(node)).hasSize(2 + 1 + QUEUE).doesNotHaveDuplicates();
      assertIntact(node);
    }
  }

  @Test
  void aStoreThatVanishesWithoutAWordIsGivenUpInTime() throws Exception {
    Duration wait = Duration.ofSeconds(1);
    String url = TestDatabase.url();
    try (Wire wire = Wire.to(url);
        Node truth = Node.on(url);
        Node node = stuckSoonerThan(wait, wire.url() + "&socketTimeout=2&loginTimeout=1")) {
      node.append("user:before", 0, renamed());
      wire.swallowEverything();

      long began = System.nanoTime();
      assertThatThrownBy(() -> node.append("user:lost", 0, renamed()))
          .isInstanceOf(Rejection.Unavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(wait, wait.plus(SLACK));

      // New connections are well: soon the writer has one.
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> again(node, "user:after"));
      assertThat(streams(truth)).containsExactly("user:before", "user:after");
      assertIntact(truth);

      // Who only listens finds out by asking.
      Set<String> heard = ConcurrentHashMap.newKeySet();
      node.get(Signals.class).listen("test", (key, value) -> heard.add(value));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                truth.get(Signals.class).send("test", "key", "value");
                return heard.contains("value");
              });
    }
  }

  private static Node stuckSoonerThan(Duration wait, String url) {
    return Node.on(
        url,
        "sealed",
        TestDatabase.directory(),
        Map.of(
            "qubix.append.queue",
            QUEUE,
            "qubix.append.wait",
            wait.toMillis() + "ms",
            "spring.datasource.hikari.validation-timeout",
            "500",
            "spring.datasource.hikari.connection-timeout",
            "3000"));
  }

  private static CompletableFuture<Void> appendLater(Node node, String stream) {
    return CompletableFuture.runAsync(
        () -> node.append(stream, 0, renamed()), task -> new Thread(task).start());
  }

  /** As a client does that was told to come back: its event is there, by this attempt or before. */
  private static boolean again(Node node, String stream) {
    try {
      node.append(stream, 0, renamed());
    } catch (AggregateStreamCreationException e) {
      // It had got through.
    }
    return streams(node).contains(stream);
  }

  private static int waitingForTheLock(Node node) {
    Integer count =
        node.get(JdbcTemplate.class)
            .queryForObject(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                    + " and database ="
                    + " (select oid from pg_database where datname = current_database())",
                Integer.class);
    return count == null ? 0 : count;
  }

  private static void assertRefused(CompletableFuture<Void> answer) {
    assertThat(answer)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(Rejection.Unavailable.class);
  }

  private static List<String> streams(Node node) {
    List<String> streams = new ArrayList<>();
    node.get(EventLog.class)
        .scan(0, Long.MAX_VALUE, Set.of(), event -> streams.add(event.stream()));
    return streams;
  }

  private static void assertIntact(Node node) {
    assertThat(node.get(Seal.class).verify(null, checked -> {}).intact()).isTrue();
  }

  private static UserRenamed renamed() {
    return new UserRenamed(new QubicAddress("ALICE"), "Alice", Instant.EPOCH);
  }
}
