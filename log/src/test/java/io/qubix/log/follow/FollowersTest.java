package io.qubix.log.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class FollowersTest {

  private static final Duration NEVER = Duration.ofHours(1);

  private final LogInMemory log = new LogInMemory();
  private final HikariDataSource database = TestDatabase.pool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final Words words = new Words(jdbc);
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void createTables() {
    jdbc.execute("create table word (number serial primary key, word text not null)");
    jdbc.execute(
        """
        create table follower (name text primary key, position bigint not null default 0,
          epoch bigint not null default 0, owner uuid,
          until timestamptz not null default '-infinity', shape int not null default 1,
          rule int not null default 1)
        """);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    database.close();
  }

  @Test
  void wantedEventsAreWrittenOnceAndInOrder_withThePositionOfTheLast() {
    log.append("a", 1, "b");
    start(words);
    awaitWords("a", "b");
    log.append(2, "c");
    awaitWords("a", "b", "c");
    await().until(() -> position() == 5);
  }

  @Test
  void aThousandUnwantedEvents_moveThePosition_soThatARestartDoesNotBeginFarBehind() {
    log.append(IntStream.rangeClosed(1, 2 * Following.UNWANTED + 1).boxed().toArray());
    start(words);
    await().until(() -> position() >= 2 * Following.UNWANTED);
    assertThat(words.batches).isEmpty();
  }

  @Test
  void aBatchIsBounded_andTheRestFollowsAtOnce() {
    words.most = 3;
    words.rest = NEVER;
    log.append("a", "b", "c", "d", "e");
    start(words);
    awaitWords("a", "b", "c", "d", "e");
    assertThat(words.batches).containsExactly(3, 2);
  }

  @Test
  void aFollowerThatIsDue_isGivenAnEmptyBatch_againAfterAFailure() {
    words.due = Duration.ZERO;
    failOnce(
        events -> {
          throw new IllegalStateException("not now");
        });
    start(words);
    await().until(() -> !words.batches.isEmpty());
    assertThat(words.forgotten).hasPositiveValue();
    assertThat(words.batches).containsExactly(0);
    assertThat(position()).isZero();
    log.append("a");
    awaitWords("a");
  }

  @Test
  void aFailure_hasTheBatchDoneAgain_andNoEventIsPassedOver() {
    failOnce(
        events -> {
          throw new IllegalStateException("cannot read");
        });
    log.append("a", "b");
    Followers followers = start(words);
    awaitWords("a", "b");
    assertThat(words.forgotten).hasPositiveValue();
    await().until(() -> !followers.isFailing(Words.NAME));
  }

  @Test
  void anError_isSeen_andNoEventIsPassedOver() {
    failOnce(
        events -> {
          throw new AssertionError("cannot read");
        });
    try {
      log.append("a", "b");
      start(words);
      awaitWords("a", "b");
      assertThat(VitalThreads.failures()).containsKey("follower-words");
    } finally {
      VitalThreads.thread("follower-words", () -> {});
    }
  }

  @Test
  void aStoreThatIsAway_isWaitedFor() {
    Followers followers = start(words);
    log.append("a");
    awaitWords("a");
    jdbc.execute("alter table follower rename to elsewhere");
    log.append("b");
    await().until(() -> followers.isFailing(Words.NAME));
    jdbc.execute("alter table elsewhere rename to follower");
    awaitWords("a", "b");
  }

  @Test
  void twoNodes_neverDoAnEventTwice_whileTheLeaseGoesToAndFro() {
    Followers one = start(words);
    start(new Words(jdbc));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      log.append("word " + i);
      expected.add("word " + i);
      if (i % 20 == 0) {
        jdbc.update("update follower set owner = null, until = '-infinity'");
      }
      if (i == 150) {
        one.stop();
      }
    }
    awaitWords(expected.toArray(String[]::new));
    await().until(() -> position() == 300);
  }

  /** It froze after it had prepared its batch, and wakes up when another node has done it. */
  @Test
  void aLeaderThatWasReplaced_writesNothing() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thawed = new CountDownLatch(1);
    failOnce(
        events -> {
          frozen.countDown();
          passed(thawed);
        });
    Followers vanished = start(words);
    log.append("a");
    frozen.await();
    // Its signs of life froze with it.
    jdbc.update("update follower set owner = gen_random_uuid(), until = 'infinity'");
    jdbc.update("insert into word (word) values ('a')");
    jdbc.update("update follower set position = 1");

    thawed.countDown();
    await().until(() -> !vanished.leads(Words.NAME));
    assertThat(words()).containsExactly("a");
    assertThat(words.batches).isEmpty();
    assertThat(words.forgotten).hasPositiveValue();

    log.append("b");
    jdbc.update("update follower set until = now()");
    awaitWords("a", "b");
  }

  @Test
  void whenAnotherWroteWhatBelongsToTheFollower_itForgets_andDoesTheBatchOnItsFootings() {
    start(words);
    log.append("a");
    awaitWords("a");
    words.forgotten.set(0);
    jdbc.update("update follower set epoch = epoch + 1");
    log.append("b");
    awaitWords("a", "b");
    assertThat(words.forgotten).hasValue(1);
  }

  /** A newer program wrote it, or an older one whose state this program cannot read. */
  @ParameterizedTest
  @ValueSource(strings = {"shape = 2, rule = 4", "shape = 3, rule = 3", "shape = 1, rule = 1"})
  void aStateOfAnotherShapeOrOfANewerRule_isLeftAlone(String other) {
    jdbc.update("insert into follower (name) values ('words')");
    jdbc.update("update follower set " + other);
    words.version = new StateVersion(2, 3);
    Followers followers = start(words);
    log.append("a");
    await()
        .pollDelay(FollowerRows.LEASE)
        .untilAsserted(() -> assertThat(followers.leads(Words.NAME)).isFalse());
    assertThat(words()).isEmpty();

    jdbc.update("update follower set shape = 2, rule = 2");
    awaitWords("a");
  }

  @Test
  void aLeaderWhoseStateIsReplacedByANewerOne_writesNothingMore() {
    words.version = new StateVersion(1, 1);
    Followers followers = start(words);
    log.append("a");
    awaitWords("a");
    jdbc.update(
        "update follower set rule = 2, epoch = epoch + 1, owner = null, until = '-infinity'");
    log.append("b");
    await().until(() -> !followers.leads(Words.NAME));

    Words newer = new Words(jdbc);
    newer.version = new StateVersion(1, 2);
    start(newer);
    awaitWords("a", "b");
    assertThat(newer.batches).containsExactly(1);
  }

  @Test
  void aNodeThatStops_isReplacedAtOnce() {
    Followers one = start(words);
    log.append("a");
    awaitWords("a");
    Followers other = start(new Words(jdbc));
    assertThat(other.leads(Words.NAME)).isFalse();
    one.stop();
    await().atMost(Duration.ofMillis(1_900)).until(() -> other.leads(Words.NAME));
  }

  @Test
  void aNodeThatIsKilled_isReplacedAfter3Seconds() {
    HikariDataSource pool = new HikariDataSource(database);
    Followers killed = start(new Words(new JdbcTemplate(pool)), pool);
    log.append("a");
    awaitWords("a");
    Followers other = start(words);
    assertThat(killed.leads(Words.NAME)).isTrue();

    pool.close();
    long begun = System.nanoTime();
    await().atMost(Duration.ofSeconds(10)).until(() -> other.leads(Words.NAME));
    Duration after = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println("Replaced after " + after.toMillis() + " ms");
    assertThat(after).isLessThan(Duration.ofSeconds(5));
    log.append("b");
    awaitWords("a", "b");
  }

  @Test
  void aBatchThatTakesLongerThanALease_keepsIt() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thawed = new CountDownLatch(1);
    failOnce(
        events -> {
          frozen.countDown();
          passed(thawed);
        });
    Followers one = start(words);
    log.append("a");
    frozen.await();
    Words others = new Words(jdbc);
    start(others);
    await()
        .pollDelay(FollowerRows.LEASE.multipliedBy(2))
        .atMost(Duration.ofSeconds(20))
        .until(() -> one.leads(Words.NAME));
    thawed.countDown();
    awaitWords("a");
    assertThat(others.batches).isEmpty();
  }

  @Test
  void newsAfterAQuietTime_isTakenAtOnce_andWhatComesRightAfterWaitsForTheEndOfTheRest() {
    words.rest = Duration.ofMillis(700);
    start(words);
    await().until(() -> words.hurry != null);
    log.append("a");
    awaitWords("a");
    for (int i = 0; i < 100; i++) {
      log.append("b");
    }
    await().until(() -> words().size() == 101);
    assertThat(words.batches).as("all of it together").containsExactly(1, 100);
  }

  @Test
  void aRestThatBecameShorter_ends() {
    words.rest = NEVER;
    start(words);
    log.append("a");
    awaitWords("a");
    log.append("b");
    await().pollDelay(Duration.ofMillis(300)).until(() -> words().size() == 1);
    words.rest = Duration.ZERO;
    words.hurry.run();
    awaitWords("a", "b");
  }

  private Followers start(Words of) {
    return start(of, database);
  }

  private Followers start(Words of, HikariDataSource pool) {
    Followers followers = new Followers("follower", true, List.of(of), log, pool);
    followers.start();
    opened.add(followers::stop);
    return followers;
  }

  private void failOnce(Consumer<List<TrackedEventMessage<?>>> failure) {
    AtomicBoolean first = new AtomicBoolean(true);
    words.beforehand =
        events -> {
          if (first.getAndSet(false)) {
            failure.accept(events);
          }
        };
  }

  private static void passed(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitWords(String... expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(words()).containsExactly(expected));
  }

  private List<String> words() {
    return jdbc.queryForList("select word from word order by number", String.class);
  }

  private long position() {
    return jdbc.queryForObject("select position from follower", Long.class);
  }
}
