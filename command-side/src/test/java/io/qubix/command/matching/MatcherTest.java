package io.qubix.command.matching;

import static io.qubix.command.matching.Market.assigned;
import static io.qubix.command.matching.Market.by;
import static io.qubix.command.matching.Market.cancelled;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.vram;
import static io.qubix.command.matching.Market.wentOffline;
import static io.qubix.command.matching.Market.wentOnline;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.provider.Hardware;
import io.qubix.log.read.Content;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.StoredEvent;
import io.qubix.log.tail.LogMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The matcher and what it keeps in the database, when things go wrong. */
class MatcherTest {

  private static final HikariDataSource DATABASE = TestDatabase.pool();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE);
  private final TransactionManager transactions =
      new SpringTransactionManager(new JdbcTransactionManager(DATABASE));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ScriptedCommands commands = new ScriptedCommands();

  /** The log: each event at its position. */
  private final NavigableMap<Long, Object> log = new TreeMap<>();

  /** How far each matcher believes the stored book to be. */
  private final Map<Matcher, Long> known = new HashMap<>();

  private final MatchingMeters meters = new MatchingMeters(registry);
  private final Matcher matcher = matcher();

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
  void forgetAll() {
    jdbc.update("truncate matching_job, matching_provider");
    jdbc.update("update matching_book set kept = 0");
    jdbc.update("update follower set position = 0 where name = 'matching'");
  }

  @Test
  void aBatchIsMatchedAtItsEnd() {
    deliver(matcher, 1, created(1), created(2), registered(1, "1"));

    assertThat(commands.sent).hasSize(2);
    assertThat(assignments()).containsExactly("job 1 → worker-1");
    assertThat(commands.sent.get(1)).isEqualTo(new LeaveJobWaiting(job(2), 1));
  }

  @Test
  void aProviderThatIsNotFree_leadsToTheNextBest() {
    refuse(worker(1).value(), new Rejection.ProviderNotFree("taken"));

    deliver(matcher, 1, registered(1, "1"), registered(2, "2"), created(1));

    assertThat(assignments()).containsExactly("job 1 → worker-1", "job 1 → worker-2");
    assertThat(registry.counter("qubix.matching.refusals", "by", "provider").count()).isEqualTo(1);
    assertThat(registry.counter("qubix.matching.matches").count()).isEqualTo(1);
  }

  @Test
  void whenNobodyIsLeft_theJobIsLeftWaiting() {
    refuse(worker(1).value(), new Rejection.ProviderNotFree("taken"));

    deliver(matcher, 1, registered(1, "1"), created(1));

    assertThat(commands.sent).endsWith(new LeaveJobWaiting(job(1), 1));
  }

  @Test
  void aJobThatIsGone_leavesItsProviderToTheNext() {
    commands.refusal =
        command ->
            command instanceof AssignJob assign && assign.jobId().equals(job(1))
                ? new Rejection.Conflict("gone")
                : null;

    deliver(matcher, 1, registered(1, "1"), created(1), created(2));

    assertThat(assignments()).containsExactly("job 1 → worker-1", "job 2 → worker-1");
  }

  @Test
  void aRefusalIsForgiven_whenAllIsReadThatCouldExplainIt() {
    commands.refusal = command -> new Rejection.Conflict("mistaken");
    log.put(3L, created(2));
    deliver(matcher, 1, registered(1, "1"), created(1));
    commands.refusal = command -> null;

    deliver(matcher, 3, created(2));

    assertThat(assignments()).containsExactly("job 1 → worker-1", "job 1 → worker-1");
  }

  @Test
  void whenTheStoreIsAway_nothingIsKept_andTheBatchIsRepeated() {
    commands.refusal = command -> new Rejection.Unavailable("away", Duration.ofSeconds(1));
    assertThatThrownBy(() -> deliver(matcher, 1, registered(1, "1"), created(1)))
        .isInstanceOf(Rejection.Unavailable.class);
    assertThat(position()).isZero();

    commands.refusal = command -> null;
    deliver(matcher, 1, registered(1, "1"), created(1));

    assertThat(assignments()).containsExactly("job 1 → worker-1", "job 1 → worker-1");
    assertThat(position()).isEqualTo(2);
  }

  @Test
  void aDuplicateIsIgnored() {
    deliver(matcher, 1, registered(1, "1"), created(1));
    deliver(matcher, 1, registered(1, "1"), created(1));

    assertThat(assignments()).hasSize(1);
    assertThat(position()).isEqualTo(2);
  }

  @Test
  void whatItCausedItself_isConfirmedWithoutEffect() {
    deliver(matcher, 1, registered(1, "1"), created(1), created(2));
    deliver(matcher, 4, reserved(worker(1), job(1), 1), assigned(job(1), 1, worker(1)));

    assertThat(assignments()).containsExactly("job 1 → worker-1");
  }

  @Test
  void afterACrash_assignmentsAreRepeated_forTheTokenMovedOnlyAfterTheAnswers() {
    deliver(matcher, 1, registered(1, "1"), created(1), created(2, null, vram(48)));

    deliver(matcher(), 4, created(3));

    assertThat(assignments()).containsExactly("job 1 → worker-1", "job 1 → worker-1");
    assertThat(commands.sent)
        .endsWith(new LeaveJobWaiting(job(2), 1), new LeaveJobWaiting(job(3), 1));
  }

  @Test
  void whoeverTakesOver_startsFromWhatWasKept_andTheStaleOwnerToo() {
    Matcher other = matcher();
    deliver(matcher, 1, created(1, null, vram(48)), created(2));
    deliver(other, 3, cancelled(job(2)), created(3));
    refuse(job(2), new Rejection.Conflict("cancelled"));

    deliver(matcher, 5, registered(1, "1"));

    assertThat(assignments()).containsExactly("job 2 → worker-1", "job 3 → worker-1");
    assertThat(reloads()).isEqualTo(3);
  }

  @Test
  void aStaleOwnerThatIsHandedOldEvents_changesNothing() {
    deliver(matcher, 1, created(1));
    deliver(matcher(), 2, cancelled(job(1)), registered(1, "1"));
    refuse(job(1), new Rejection.Conflict("cancelled"));

    deliver(matcher, 2, cancelled(job(1)), registered(1, "1"));

    assertThat(assignments()).isEmpty();
    assertThat(position()).isEqualTo(3);
  }

  @Test
  void theRowsAreWrittenNowAndThen_andHoldOnlyWhatIsOpen() {
    deliver(matcher, 1, registered(1, "1.5"), created(1, "2.25", vram(24)), created(2));
    assertThat(keptPrices()).isEmpty();

    deliver(matcher, BookStore.BEHIND, cancelled(job(2)));
    assertThat(keptPrices()).containsExactly("2.250000");
    assertThat(jdbc.queryForObject("select count(*) from matching_provider", Long.class))
        .isEqualTo(1);
    assertThat(kept()).isEqualTo(BookStore.BEHIND);
  }

  @Test
  void whatIsNotInTheRowsYet_isReadFromTheLog() {
    deliver(matcher, 1, created(1, "1", vram(48)), created(2));
    deliver(matcher, BookStore.BEHIND, cancelled(job(2)));
    deliver(matcher, BookStore.BEHIND + 1, cancelled(job(1)), created(3));

    deliver(matcher(), BookStore.BEHIND + 3, registered(1, "1"));

    assertThat(assignments()).containsExactly("job 3 → worker-1");
    assertThat(kept()).isEqualTo(BookStore.BEHIND);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9})
  void rowsOfAnOlderOrNewerVersion_areIgnored_andWrittenAgainFromTheLog(int rule) {
    deliver(matcher, 1, created(1, "1.5", vram(48)), created(2));
    deliver(matcher, BookStore.BEHIND, cancelled(job(2)));
    jdbc.update("update matching_job set state = '{\"unknown\": 1}'");
    jdbc.update("insert into matching_job values (gen_random_uuid(), '{}')");
    jdbc.update("insert into matching_provider values ('gone', '{}')");
    jdbc.update("update follower set rule = ? where name = 'matching'", rule);

    deliver(matcher(), BookStore.BEHIND + 1, created(3), registered(1, "1"));

    assertThat(assignments()).containsExactly("job 3 → worker-1");
    assertThat(keptPrices()).containsExactlyInAnyOrder("1.500000", null);
    assertThat(jdbc.queryForList("select worker_id from matching_provider", String.class))
        .containsExactly(worker(1).value());
    assertThat(jdbc.queryForObject("select rule from follower where name = 'matching'", int.class))
        .isEqualTo(BookStore.VERSION.rule());
    assertThat(kept()).isEqualTo(BookStore.BEHIND + 2);

    jdbc.update("delete from matching_job");
    Hardware large = new Hardware("RTX PRO 6000", 96.0, null, 16, 64.0);
    deliver(matcher(), BookStore.BEHIND + 3, registered(worker(2), "1", large, null, Market.START));
    assertThat(assignments()).as("the rows count again").hasSize(1);
  }

  @Test
  void whenLinesWereMatchedLast_isKeptWithTheRows() {
    Matcher fair = matcher(JobOrder.FAIR);
    deliver(fair, 1, by("MANY", created(1)), by("MANY", created(2)), by("FEW", created(3)));
    JobAssigned first = assigned(job(1), 1, worker(1));
    deliver(
        fair,
        4,
        registered(1, "1"),
        new JobAssigned(job(1), 1, first.provider(), first.receipt(), second(10)),
        cancelled(job(1)),
        wentOffline(worker(1)));
    assertThat(assignments()).isEmpty();
    deliver(fair, BookStore.BEHIND, wentOffline(worker(1)));
    assertThat(kept()).isEqualTo(BookStore.BEHIND);

    deliver(matcher(JobOrder.FAIR), BookStore.BEHIND + 1, wentOnline(worker(1), second(11)));

    assertThat(assignments()).containsExactly("job 3 → worker-1");
  }

  /** If this changed: raise {@link BookStore#VERSION}, and copy target/order-book.txt. */
  @Test
  void otherRows_areAnotherVersion() throws IOException {
    deliver(matcher, 1, registered(1, "1.5"), created(1, "2.25", vram(48)));
    deliver(matcher, BookStore.BEHIND, created(2));
    List<String> lines = new ArrayList<>(List.of("version " + BookStore.VERSION));
    lines.addAll(
        jdbc.queryForList(
            "select state::text from matching_job union select state::text from matching_provider"
                + " order by 1",
            String.class));
    Files.write(Path.of("target", "order-book.txt"), lines);

    assertThat(lines)
        .isEqualTo(
            new ClassPathResource("order-book.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList());
  }

  private List<String> keptPrices() {
    return jdbc.queryForList("select state ->> 'maxPrice' from matching_job", String.class);
  }

  private long kept() {
    return jdbc.queryForObject("select kept from matching_book", Long.class);
  }

  private void read(long after, long upTo, BiConsumer<Long, Object> event) {
    log.subMap(after, false, upTo, true).forEach(event);
  }

  private Matcher matcher() {
    return matcher(JobOrder.OLDEST);
  }

  private Matcher matcher(JobOrder order) {
    Clock clock = Clock.fixed(Market.START, ZoneOffset.UTC);
    return new Matcher(
        new BookStore(jdbc, this::read, new Cheapest(), order, clock),
        new Assignments(commands, new Head(), clock, meters),
        new SharedBook(new Told(), meters),
        meters);
  }

  /** Hands events over as the follower of the log does that knows how far its node was. */
  private void deliver(Matcher to, long position, Object... events) {
    List<TrackedEventMessage<?>> messages = new ArrayList<>();
    for (Object event : events) {
      messages.add(
          new GenericTrackedEventMessage<>(
              new GlobalSequenceTrackingToken(position + messages.size()),
              GenericEventMessage.asEventMessage(event)));
    }
    messages.forEach(event -> log.put(LogMessage.positionOf(event), event.getPayload()));
    try {
      while (!follow(to, messages)) {
        to.forget();
        known.remove(to);
      }
    } catch (RuntimeException e) {
      to.forget();
      known.remove(to);
      throw e;
    }
  }

  /** False when another node moved the position on. */
  private boolean follow(Matcher to, List<TrackedEventMessage<?>> messages) {
    long from = known.computeIfAbsent(to, stored -> position());
    List<TrackedEventMessage<?>> batch =
        messages.stream().filter(event -> LogMessage.positionOf(event) > from).toList();
    if (batch.isEmpty()) {
      return true;
    }
    to.prepare(batch);
    long end = LogMessage.positionOf(batch.get(batch.size() - 1));
    boolean written =
        transactions.fetchInTransaction(
            () -> {
              if (position() != from) {
                return false;
              }
              to.write(batch);
              jdbc.update("update follower set position = ? where name = 'matching'", end);
              return true;
            });
    if (written) {
      to.passed(end);
      known.put(to, end);
    }
    return written;
  }

  private void refuse(JobId job, RuntimeException refusal) {
    commands.refusal =
        command ->
            command instanceof AssignJob assign && assign.jobId().equals(job) ? refusal : null;
  }

  private void refuse(String worker, RuntimeException refusal) {
    commands.refusal =
        command ->
            command instanceof AssignJob assign
                    && assign.provider().workerId().value().equals(worker)
                ? refusal
                : null;
  }

  private List<String> assignments() {
    return commands.sent.stream()
        .filter(AssignJob.class::isInstance)
        .map(AssignJob.class::cast)
        .map(assign -> "job " + number(assign) + " → " + assign.provider().workerId().value())
        .toList();
  }

  private static int number(AssignJob assign) {
    for (int number = 1; number < 10; number++) {
      if (assign.jobId().equals(job(number))) {
        return number;
      }
    }
    throw new AssertionError(assign);
  }

  private long position() {
    return jdbc.queryForObject("select position from follower where name = 'matching'", Long.class);
  }

  private double reloads() {
    return registry.counter("qubix.matching.reloads").count();
  }

  /** A log of which only the head is known. */
  private final class Head implements EventLog {

    @Override
    public long head() {
      return log.isEmpty() ? 0 : log.lastKey();
    }

    @Override
    public List<StoredEvent> stream(String stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Content> contents(Collection<Long> positions, String member, int largest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long bytesOf(String stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public EventPage page(EventRange range, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer) {
      throw new UnsupportedOperationException();
    }
  }
}
