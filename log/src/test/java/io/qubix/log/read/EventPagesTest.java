package io.qubix.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.log.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** Events of 1.5 MB each, as PostgreSQL packs them: those with even positions to a hundredth. */
class EventPagesTest {

  private static final Instant AT = Instant.parse("2026-11-23T17:36:00.123Z");
  private static final int LARGE = 1_500_000;
  private static final int COUNT = 7;

  private static final List<JobId> JOBS = new ArrayList<>();
  private static Node node;
  private static EventLog log;

  @BeforeAll
  static void start() {
    node = Node.on(TestDatabase.url(), "sealed");
    log = node.get(EventLog.class);
    for (int i = 1; i <= COUNT; i++) {
      JOBS.add(created(i % 2 == 0 ? "x".repeat(LARGE) : noise()));
    }
    JOBS.add(created("small"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aPage_asksForAsMuchRoomAsItTakes_beforeItIsLoaded() {
    List<Long> asked = new ArrayList<>();
    EventLog full =
        new PostgresEventLog(
            node.get(JdbcTemplate.class),
            () ->
                stored -> {
                  asked.add(stored);
                  return stored < LARGE;
                });
    EventRange all = range(null, null);

    assertThatThrownBy(() -> full.page(all, 2)).isInstanceOf(Rejection.Unavailable.class);
    assertThat(asked).singleElement().asInstanceOf(LONG).isBetween(2L * LARGE - 20_000, 2L * LARGE);
    String small = JOBS.get(COUNT).toString();
    assertThat(full.page(EventRange.ofStream(small, 0), 2).events()).hasSize(1);
  }

  @Test
  void aPageEndsWhereItIsFull_andGoingOnSkipsAndRepeatsNothing() {
    for (boolean newestFirst : new boolean[] {false, true}) {
      List<Long> seen = new ArrayList<>();
      long after = 0;
      long upTo = log.head();
      EventPage page;
      do {
        page = log.page(new EventRange(after, upTo, newestFirst, null, null, null, null), 100);
        assertThat(page.events()).isNotEmpty();
        assertThat(bytes(page)).as("bytes of a page").isLessThan(4_100_000);
        page.events().forEach(event -> seen.add(event.position()));
        long last = seen.get(seen.size() - 1);
        after = newestFirst ? 0 : last;
        upTo = newestFirst ? last - 1 : upTo;
      } while (page.more());

      LongStream all = LongStream.rangeClosed(1, COUNT + 1);
      assertThat(seen)
          .containsExactlyElementsOf(
              (newestFirst ? all.map(position -> COUNT + 2 - position) : all).boxed().toList());
    }
  }

  @Test
  void aPageEndsAtItsLimit_andOnlyThenSaysThatThereIsMore() {
    EventRange last = new EventRange(COUNT - 1, COUNT + 1, false, "JobCreated", null, null, null);

    assertThat(log.page(last, 1).events()).hasSize(1);
    assertThat(log.page(last, 1).more()).isTrue();
    assertThat(log.page(last, 2).events()).hasSize(2);
    assertThat(log.page(last, 2).more()).isFalse();
  }

  @Test
  void anEventThatFillsAPageAlone_comesAlone() {
    String name = JOBS.get(0).toString();
    node.append(name, 1, event(JOBS.get(0), "y".repeat(5_000_000)));
    node.append(name, 2, event(JOBS.get(0), "small"));

    EventPage history = log.page(EventRange.ofStream(name, 1), 100);

    assertThat(history.events()).extracting(StoredEvent::sequence).containsExactly(1L);
    assertThat(history.more()).isTrue();
    long reached = history.events().get(0).position();
    EventPage rest = log.page(EventRange.ofStream(name, reached), 100);
    assertThat(rest.events()).extracting(StoredEvent::sequence).containsExactly(2L);
    assertThat(rest.more()).isFalse();
  }

  @Test
  void aRangeHoldsWhatItsFiltersLetThrough() {
    String small = JOBS.get(COUNT).toString();
    assertThat(log.page(range("JobCreated", small), 10).events())
        .extracting(StoredEvent::position)
        .containsExactly((long) COUNT + 1);
    assertThat(log.page(range("JobFailed", small), 10).events()).isEmpty();
    assertThat(log.page(range("JobCreated", "job:" + UUID.randomUUID()), 10).events()).isEmpty();
  }

  @Test
  void whatIsLargerThanAskedForStaysInTheStore_howeverWellItIsPacked() {
    List<Long> all = LongStream.rangeClosed(1, COUNT + 1).boxed().toList();

    List<Content> contents = log.contents(all, "inputData", 4_096);

    assertThat(contents).hasSize(COUNT + 1);
    assertThat(contents)
        .filteredOn(content -> content.position() <= COUNT)
        .allMatch(content -> content.omitted() && content.value() == null);
    assertThat(contents)
        .filteredOn(content -> content.position() == COUNT + 1)
        .singleElement()
        .satisfies(
            content -> {
              assertThat(content.omitted()).isFalse();
              assertThat(content.value().path("text").stringValue()).isEqualTo("small");
            });
    assertThat(log.contents(List.of(2L), "inputData", Integer.MAX_VALUE).get(0).value())
        .isEqualTo(input("x".repeat(LARGE)));
    assertThat(log.contents(List.of(2L), "result", 4_096))
        .containsExactly(new Content(2, null, false));
  }

  @Test
  void theBoundIsExact() {
    String text = "z".repeat(4_096 - "{\"text\": \"\"}".length());
    created(text);
    created(text + "z");
    List<Long> last = List.of(log.head() - 1, log.head());

    assertThat(log.contents(last, "inputData", 4_096))
        .extracting(Content::omitted)
        .containsExactly(false, true);
  }

  @Test
  void whoScansTheLogGetsNoContents() {
    List<StoredEvent> scanned = new ArrayList<>();

    log.scan(0, COUNT, Set.of("JobCreated"), scanned::add);

    assertThat(scanned).hasSize(COUNT).noneMatch(event -> event.payload().has("inputData"));
    assertThat(log.stream(JOBS.get(1).toString()))
        .singleElement()
        .matches(event -> !event.payload().has("inputData"))
        .matches(event -> event.payload().path("modelType").stringValue().equals("model"));
  }

  private static EventRange range(String type, String stream) {
    Instant now = Instant.now();
    return new EventRange(
        0, Long.MAX_VALUE, false, type, stream, now.minusSeconds(3600), now.plusSeconds(3600));
  }

  private static long bytes(EventPage page) {
    return page.events().stream().mapToLong(event -> event.payload().toString().length()).sum();
  }

  private static JobId created(String text) {
    JobId job = new JobId(UUID.randomUUID());
    node.append(job.toString(), 0, event(job, text));
    return job;
  }

  private static JobCreated event(JobId job, String text) {
    return new JobCreated(
        job,
        new QubicAddress("ALICE"),
        "model",
        0.5,
        input(text),
        null,
        null,
        null,
        Money.of("0.5"),
        null,
        AT);
  }

  private static tools.jackson.databind.JsonNode input(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static String noise() {
    return new Random(1)
        .ints(LARGE, ' ' + 3, '~')
        .filter(letter -> letter != '\\')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
