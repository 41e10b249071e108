package io.qubix.log.distribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.follow.AtMost;
import io.qubix.log.read.EventLog;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.log.tail.LogMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Either engine against a real PostgreSQL: order, conflicts, and who hears of a commit. */
@ParameterizedClass
@ValueSource(strings = {"axon", "sealed"})
class EventStoreTest {

  @Parameter String engine;

  private static final QubicAddress ALICE = new QubicAddress("ALICE");

  private String url;
  private Node node;

  @BeforeEach
  void start() {
    url = TestDatabase.url();
    node = Node.on(url, engine);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anEventComesBackAsItWasWritten() {
    Instant at = Instant.parse("2026-01-02T03:04:05.678901Z");
    append(node, 0, new UserRenamed(ALICE, "Ö — ☃", at));

    List<? extends DomainEventMessage<?>> events =
        node.get(EventStore.class).readEvents("user:ALICE").asStream().toList();

    assertThat(events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getPayload()).isEqualTo(new UserRenamed(ALICE, "Ö — ☃", at));
              assertThat(event.getSequenceNumber()).isZero();
            });
    assertThat(node.get(EventLog.class).stream("user:ALICE"))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.type()).isEqualTo("UserRenamed");
              assertThat(stored.position()).isEqualTo(1);
              assertThat(stored.revision()).isEqualTo("1");
              assertThat(stored.payload().path("username").stringValue()).isEqualTo("Ö — ☃");
            });
  }

  @Test
  void theSamePlaceInAStreamIsGivenOnce() {
    append(node, 0, renamed("first"));

    assertThatThrownBy(() -> append(node, 0, renamed("second")))
        .isInstanceOf(AggregateStreamCreationException.class);
    append(node, 1, renamed("third"));
    assertThatThrownBy(() -> append(node, 1, renamed("fourth")))
        .isInstanceOf(ConcurrencyException.class);
    assertThat(node.get(EventLog.class).head()).isEqualTo(2);
  }

  @Test
  void positionsHaveNoGapsHoweverManyWriteAndFailAtOnce() {
    try (Node other = Node.on(url, engine)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Node writer = i % 2 == 0 ? node : other;
        writers.add(CompletableFuture.runAsync(() -> appendManyToOneStream(writer)));
      }
      writers.forEach(CompletableFuture::join);
    }
    List<Long> positions = new ArrayList<>();
    List<Long> sequences = new ArrayList<>();
    EventLog log = node.get(EventLog.class);
    log.scan(
        0,
        log.head(),
        Set.of("UserRenamed"),
        event -> {
          positions.add(event.position());
          sequences.add(event.sequence());
        });
    assertThat(positions).hasSize(50).first().isEqualTo(1L);
    assertThat(positions).last().isEqualTo(50L);
    assertThat(sequences).isSorted().doesNotHaveDuplicates();
  }

  private static void appendManyToOneStream(Node writer) {
    for (int sequence = 0; sequence < 50; sequence++) {
      try {
        append(writer, sequence, renamed("name " + sequence));
      } catch (ConcurrencyException | AggregateStreamCreationException e) {
        // Another writer was faster.
      }
    }
  }

  @Test
  void whatIsCommittedAndNotTold_isKnownToBeSo() {
    CommittedEvents events = node.get(CommittedEvents.class);
    assertThat(events.allTold()).isTrue();
    node.get(LogTail.class).stop();
    append(node, 0, renamed("untold"));
    assertThat(events.allTold()).isFalse();

    node.get(LogTail.class).start();
    append(node, 1, renamed("told"));
    if (engine.equals("sealed")) {
      await().until(events::allTold);
    } else {
      // It does not say where a commit lies.
      await().until(() -> after(node, 1).size() == 1);
      assertThat(events.allTold()).isFalse();
    }
  }

  @Test
  void aReaderHearsOfACommitOfItsOwnNodeAndOfAnother() {
    AtomicInteger calls = new AtomicInteger();
    node.get(LogTail.class).onNews(event -> true, calls::incrementAndGet);
    try (Node other = Node.on(url, engine)) {
      append(node, 0, renamed("here"));
      await().untilAtomic(calls, equalTo(1));
      assertThat(after(node, 0))
          .<Object>extracting(Message::getPayload)
          .containsExactly(renamed("here"));

      append(other, 1, renamed("there"));
      await().untilAtomic(calls, equalTo(2));
      assertThat(after(node, 1))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getPayload()).isEqualTo(renamed("there"));
                assertThat(event.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
              });
      assertThat(after(node, 2)).isEmpty();
    }
  }

  @Test
  void aLateReaderReadsTheWholeLog() {
    for (int sequence = 0; sequence < 1_200; sequence++) {
      append(node, sequence, renamed("name " + sequence));
    }
    await().until(() -> !after(node, 1_199).isEmpty());
    try (Node late = Node.on(url, engine)) {
      for (Node reader : List.of(late, node)) {
        List<Long> positions = new ArrayList<>();
        for (List<? extends TrackedEventMessage<?>> page = after(reader, 0);
            !page.isEmpty();
            page = after(reader, positions.size())) {
          page.forEach(event -> positions.add(LogMessage.positionOf(event)));
        }
        assertThat(positions).isEqualTo(LongStream.rangeClosed(1, 1_200).boxed().toList());
      }
    }
  }

  @Test
  void listenersHearTheEventsOfEveryNodeInOrder() {
    ConcurrentLinkedQueue<Object> heard = new ConcurrentLinkedQueue<>();
    node.get(CommittedEvents.class).listen(event -> heard.add(event.getPayload()));
    try (Node other = Node.on(url, engine)) {
      append(node, 0, renamed("a"));
      append(other, 1, renamed("b"));
      append(node, 2, renamed("c"));
      await()
          .untilAsserted(
              () -> assertThat(heard).containsExactly(renamed("a"), renamed("b"), renamed("c")));
    }
  }

  @Test
  void whoWantsNothingIsCalledBeforeItIsTooFarBehind() {
    AtomicInteger calls = new AtomicInteger();
    LogTail tail = node.get(LogTail.class);
    int half = LogTail.UNWANTED / 2;
    AtomicInteger halves = new AtomicInteger();
    UserRenamed last = renamed("name " + (half - 1));
    tail.onNews(event -> false, calls::incrementAndGet);
    // Told after it.
    tail.onNews(event -> event.getPayload().equals(last), halves::incrementAndGet);

    appendMany(0, half);
    await().untilAtomic(halves, equalTo(1));
    assertThat(calls).hasValue(0);

    appendMany(half, half);
    await().untilAtomic(halves, equalTo(2));
    assertThat(calls).hasValue(1);
  }

  private void appendMany(int sequence, int events) {
    node.append(
        "user:ALICE",
        sequence,
        IntStream.range(0, events).mapToObj(number -> renamed("name " + number)).toArray());
  }

  @Test
  void anUnknownStreamIsEmpty() {
    assertThat(node.get(EventLog.class).stream(JobId.next(Instant.EPOCH).toString())).isEmpty();
    assertThat(node.get(EventLog.class).head()).isZero();
  }

  private static List<? extends TrackedEventMessage<?>> after(Node node, long position) {
    return node.get(LogTail.class).after(position, AtMost.events(500));
  }

  private static UserRenamed renamed(String name) {
    return new UserRenamed(ALICE, name, Instant.EPOCH);
  }

  private static void append(Node node, long sequence, UserRenamed event) {
    node.append("user:ALICE", sequence, event);
  }
}
