package io.qubix.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Contents;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.axon.WholeEvents;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.seal.Seal;
import io.qubix.log.tail.LogMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Readers take no more of the log at once than they may, and miss nothing of it. */
class BoundedReadTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final QubicAddress ALICE = new QubicAddress("ALICE");
  private static final int LARGE = 300_000;
  private static final int JOBS = 12;

  private static String url;
  private static Node node;
  private static LogReader log;

  /** Some that PostgreSQL packs to next to nothing, and some that it cannot pack. */
  @BeforeAll
  static void jobsOfAllSizes() {
    url = TestDatabase.url();
    node = Node.on(url);
    log = node.get(LogReader.class);
    Random random = new Random(7);
    for (int number = 0; number < JOBS; number++) {
      JsonNode content =
          switch (number % 3) {
            case 0 -> text("x".repeat(LARGE));
            case 1 -> text(noise(random, LARGE));
            default -> text("small");
          };
      node.append(job(number).toString(), 0, created(number, content));
      node.append("user:" + number, 0, new UserRenamed(ALICE, "alice", AT));
      node.append(job(number).toString(), 1, completed(number, content));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource(BoundedRead.class)
  void pagesOfAnySize_haveEachEventOnce_inOrder(BoundedRead contents) {
    for (long bytes : new long[] {1, 1_000, 20_000, LARGE + 1, 10_000_000}) {
      for (int events : new int[] {1, 7, 1_000}) {
        List<Long> read = new ArrayList<>();
        LogPage<LogMessage<?>> page;
        do {
          page = log.read(last(read), contents, new AtMost(events, bytes));
          page.events().forEach(event -> read.add(position(event)));
          assertThat(page.more() && page.events().isEmpty()).isFalse();
        } while (page.more());

        assertThat(read)
            .as("%s bytes, %s events", bytes, events)
            .isEqualTo(LongStream.rangeClosed(1, JOBS * 3L).boxed().toList());
      }
    }
  }

  @Test
  void aPage_endsWithItsBytes_howeverWellTheyArePacked() {
    AtMost most = new AtMost(1_000, 2 * LARGE);
    long read = 0;
    LogPage<LogMessage<?>> page;
    do {
      page = log.read(read, BoundedRead.WHOLE, most);
      assertThat(page.events().stream().mapToLong(LogMessage::bytesOf).sum())
          .isLessThan(most.bytes() + LARGE + 2_000);
      assertThat(charsOf(page)).isLessThan(most.bytes() + LARGE + 20_000);
      read = position(page.events().get(page.events().size() - 1));
    } while (page.more());
  }

  @Test
  void whoFollowsTheLog_getsNoContents_andEverythingElse() {
    LogPage<LogMessage<?>> all = log.read(0, BoundedRead.LEAN, new AtMost(1_000, 1_000_000));

    assertThat(all.more()).isFalse();
    assertThat(charsOf(all)).isLessThan(JOBS * 3 * 1_000);
    for (LogMessage<?> event : all.events()) {
      boolean hasContents = !(event.getPayload() instanceof UserRenamed);
      assertThat(Contents.areLeftOutOf(event.getPayload())).isEqualTo(hasContents);
      if (event.getPayload() instanceof JobCreated created) {
        JobCreated whole = (JobCreated) whole(created.jobId()).get(0).getPayload();
        assertThat(created).isEqualTo(Contents.leftOutOf(whole));
      } else if (event.getPayload() instanceof JobCompleted completed) {
        JobCompleted whole = (JobCompleted) whole(completed.jobId()).get(1).getPayload();
        assertThat(completed).isEqualTo(Contents.leftOutOf(whole));
      }
    }
  }

  @Test
  void whoHearsOfEvents_getsSmallContents() {
    LogPage<LogMessage<?>> all = log.read(0, BoundedRead.SMALL, new AtMost(1_000, 1_000_000));

    assertThat(all.events())
        .filteredOn(event -> event.getPayload() instanceof JobCreated)
        .extracting(event -> Contents.areLeftOutOf(event.getPayload()))
        .startsWith(true, true, false, true, true, false);
  }

  @Test
  void theFollowedLog_hasNoContents_fromMemoryOrFromTheStore() {
    try (Node other = Node.on(url)) {
      for (Node each : List.of(node, other)) {
        List<? extends TrackedEventMessage<?>> events =
            each.get(FollowedLog.class).after(0, new AtMost(1_000, 1_000_000));
        assertThat(events)
            .extracting(LogMessage::positionOf)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, JOBS * 3L).boxed().toList());
        assertThat(events)
            .allSatisfy(
                event ->
                    assertThat(Contents.areLeftOutOf(event.getPayload()))
                        .isEqualTo(!(event.getPayload() instanceof UserRenamed)));
      }
    }
  }

  @Test
  void anAggregate_isReadWithoutContents_andAnAnswerWithThem() {
    List<? extends DomainEventMessage<?>> lean =
        node.get(EventStore.class).readEvents(job(1).toString()).asStream().toList();

    assertThat(lean).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L);
    assertThat(lean.toString().length()).isLessThan(5_000);
    assertThat(((JobCreated) whole(job(1)).get(0).getPayload()).inputData().toString())
        .hasSize(LARGE + 2);
  }

  @Test
  void theBytesOfAStream_areThoseOfTheirContents_howeverWellTheyArePacked() {
    EventLog log = node.get(EventLog.class);

    for (int number = 0; number < 2; number++) {
      assertThat(log.bytesOf(job(number).toString())).isBetween(2L * LARGE, 2L * LARGE + 4_000);
    }
    assertThat(log.bytesOf("user:1")).isBetween(50L, 500L);
    assertThat(log.bytesOf("user:none")).isZero();
  }

  @Test
  void anEventWithoutItsContents_isNeverWritten() {
    Object lean = Contents.leftOutOf(created(99, text("secret")));

    assertThatThrownBy(() -> node.append(job(99).toString(), 0, lean))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.get(EventStore.class).lastSequenceNumberFor(job(99).toString())).isEmpty();
  }

  @Test
  void theSeal_isCheckedWithAllContents() {
    assertThat(node.get(Seal.class).verify(null, checked -> {}))
        .satisfies(
            verdict -> {
              assertThat(verdict.intact()).isTrue();
              assertThat(verdict.events()).isEqualTo(JOBS * 3L);
            });
    assertThat(node.get(Seal.class).proof(1).orElseThrow().leafBytes()).hasSizeGreaterThan(LARGE);
  }

  /** Code that needs events uses {@link BoundedRead}, or looks a position up in an index. */
  @ParameterizedTest
  @ValueSource(strings = {"../log", "../command-side", "../query-side", "../app", "../api"})
  void nobodyElseReadsPayloadsFromTheTable(String module) throws IOException {
    Pattern read = Pattern.compile("\\b(from|join) event\\b");
    try (Stream<Path> sources = Files.walk(Path.of(module, "src/main/java"))) {
      List<String> readers =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read.matcher(text(file)).find())
              .map(file -> file.getFileName().toString())
              .sorted()
              .toList();
      assertThat(readers)
          .isSubsetOf(
              "BoundedRead.java",
              // Addresses and sizes alone.
              "UsageTable.java",
              // Positions and times alone.
              "GroupCommit.java",
              "PostgresEventStorage.java",
              // Pages and parts of single events.
              "EventPages.java",
              "PostgresEventLog.java");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<? extends DomainEventMessage<?>> whole(JobId job) {
    return node.get(WholeEvents.class).of(job.toString()).toList();
  }

  private static long charsOf(LogPage<LogMessage<?>> page) {
    return page.events().stream().mapToLong(event -> event.getPayload().toString().length()).sum();
  }

  private static long last(List<Long> read) {
    return read.isEmpty() ? 0 : read.get(read.size() - 1);
  }

  private static long position(TrackedEventMessage<?> event) {
    return event.trackingToken().position().orElseThrow();
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }

  private static String noise(Random random, int length) {
    return random
        .ints(length, 'A', 'Z' + 30)
        .mapToObj(letter -> letter == '\\' ? "_" : Character.toString(letter))
        .collect(java.util.stream.Collectors.joining());
  }

  private static JobId job(int number) {
    return new JobId(new UUID(7, number));
  }

  private static JobCreated created(int number, JsonNode input) {
    return new JobCreated(
        job(number), ALICE, "llama", 2, input, new Money(5), null, null, new Money(4), null, AT);
  }

  private static JobCompleted completed(int number, JsonNode result) {
    return new JobCompleted(
        job(number),
        1,
        ALICE,
        new WorkerId("w"),
        new QubicAddress("OWNER"),
        new Money(3),
        Duration.ofSeconds(9),
        new Money(2),
        null,
        result,
        AT);
  }
}
