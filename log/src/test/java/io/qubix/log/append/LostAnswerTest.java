package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.log.tail.CommittedEvents;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The connection breaks at a commit, and the waiting caller still gets a true answer. */
class LostAnswerTest {

  private Wire wire;
  private Node node;

  /** Beside the wire: what is really stored. */
  private Node truth;

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() {
    String url = TestDatabase.url();
    wire = Wire.to(url);
    node = Node.on(wire.url());
    truth = Node.on(url);
    node.get(CommittedEvents.class).listen(event -> heard.add(nameOf(event)));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    truth.close();
    wire.close();
  }

  @Test
  void aCommitWhoseAnswerIsLost_isFoundAndAnsweredAsDone() {
    node.append("user:A", 0, renamed("first"));

    assertThatCode(() -> node.append("user:A", 1, renamed(Wire.LOSE_ANSWER)))
        .doesNotThrowAnyException();

    assertThat(wire.cuts()).isEqualTo(1);
    node.append("user:A", 2, renamed("third"));
    assertThat(namesIn("user:A")).containsExactly("first", Wire.LOSE_ANSWER, "third");
    assertWholeAndHeardOnce();
  }

  @Test
  void anAppendThatNeverArrives_isRefusedAndMayBeTriedAgain() {
    node.append("user:A", 0, renamed("first"));

    assertThatThrownBy(() -> node.append("user:A", 1, renamed(Wire.LOSE_REQUEST)))
        .isInstanceOf(Rejection.Unavailable.class);

    assertThat(wire.cuts()).isEqualTo(1);
    assertThat(namesIn("user:A")).containsExactly("first");
    node.append("user:A", 1, renamed("second"));
    assertThat(namesIn("user:A")).containsExactly("first", "second");
    assertWholeAndHeardOnce();
  }

  /** Not yet committed when the connection breaks, and committed after: still it is done. */
  @Test
  void anAppendThatIsStillUnderWay_isWaitedFor() throws Exception {
    node.append("user:A", 0, renamed("first"));
    CompletableFuture<Void> second;
    CompletableFuture<Void> other;
    try (Connection holder = DriverManager.getConnection(wire.url())) {
      holder.setAutoCommit(false);
      holder.createStatement().execute(GroupCommit.LOCK);
      second = appendLater("user:A", 1, "second");
      await().until(() -> waitingForTheLock() == 1);
      wire.leavePostgresAlone();
      await().until(() -> waitingForTheLock() == 2);
      other = appendLater("user:B", 0, "other");
      assertThat(second).isNotDone();
    }
    // The holder's connection is cut, too; PostgreSQL keeps its lock until the session ends.
    endTheHolder();
    second.join();
    other.join();
    assertThat(namesIn("user:A")).containsExactly("first", "second");
    assertThat(namesIn("user:B")).containsExactly("other");
    assertWholeAndHeardOnce();
  }

  private CompletableFuture<Void> appendLater(String stream, long sequence, String name) {
    return CompletableFuture.runAsync(() -> node.append(stream, sequence, renamed(name)));
  }

  private int waitingForTheLock() {
    return count(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and database ="
            + " (select oid from pg_database where datname = current_database())");
  }

  private void endTheHolder() {
    assertThat(
            count(
                "select count(pg_terminate_backend(pid)) from pg_locks"
                    + " where locktype = 'advisory' and granted and database ="
                    + " (select oid from pg_database where datname = current_database())"))
        .isEqualTo(1);
  }

  private int count(String sql) {
    Integer count = truth.get(JdbcTemplate.class).queryForObject(sql, Integer.class);
    return count == null ? 0 : count;
  }

  @Test
  void underLoadEveryAnswerIsTheTruth() {
    List<String> stored = new CopyOnWriteArrayList<>();
    List<String> refused = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> write(i, stored, refused), task -> new Thread(task).start()))
            .toList();
    writers.forEach(CompletableFuture::join);

    List<String> inTheLog = new ArrayList<>();
    truth
        .get(EventLog.class)
        .scan(0, Long.MAX_VALUE, Set.of(), event -> inTheLog.add(event.stream() + nameOf(event)));
    assertThat(wire.cuts()).isGreaterThan(20);
    assertThat(refused).isNotEmpty();
    assertThat(stored).anyMatch(name -> name.contains(Wire.LOSE_ANSWER));
    assertThat(inTheLog).containsExactlyInAnyOrderElementsOf(stored).doesNotHaveDuplicates();
    for (int i = 0; i < 16; i++) {
      assertThat(truth.get(EventLog.class).stream("user:" + i).stream().map(StoredEvent::sequence))
          .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    }
    assertWholeAndHeardOnce();
  }

  /** Tries each event again until it is answered as done. */
  private void write(int number, List<String> stored, List<String> refused) {
    Random random = new Random(number);
    String stream = "user:" + number;
    for (int sequence = 0, attempt = 0; sequence < 60; attempt++) {
      int chance = random.nextInt(20);
      String fate = chance == 0 ? Wire.LOSE_ANSWER : chance == 1 ? Wire.LOSE_REQUEST : "fine";
      String name = "%s %d.%d".formatted(fate, sequence, attempt);
      try {
        node.append(stream, sequence, renamed(name));
        stored.add(stream + name);
        sequence++;
      } catch (Rejection.Unavailable e) {
        refused.add(stream + name);
      }
    }
  }

  private void assertWholeAndHeardOnce() {
    SealVerdict verdict = truth.get(Seal.class).verify(null, checked -> {});
    assertThat(verdict.intact()).as("%s", verdict).isTrue();
    assertThat(verdict.events()).isEqualTo(truth.get(EventLog.class).head());
    List<String> inOrder = new ArrayList<>();
    truth
        .get(EventLog.class)
        .scan(0, Long.MAX_VALUE, Set.of(), event -> inOrder.add(nameOf(event)));
    await().untilAsserted(() -> assertThat(heard).containsExactlyElementsOf(inOrder));
  }

  private List<String> namesIn(String stream) {
    return truth.get(EventLog.class).stream(stream).stream().map(LostAnswerTest::nameOf).toList();
  }

  private static String nameOf(StoredEvent event) {
    return event.payload().path("username").stringValue();
  }

  private static String nameOf(EventMessage<?> event) {
    return String.valueOf(((UserRenamed) event.getPayload()).username());
  }

  private static UserRenamed renamed(String name) {
    return new UserRenamed(new QubicAddress("ALICE"), name, Instant.EPOCH);
  }
}
