package io.qubix.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.read.EventLog;
import io.qubix.log.tail.CommittedEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
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
      await().until(() -> node.get(LogTail.class).after(1).size() == 1);
      assertThat(events.allTold()).isFalse();
    }
  }

  @Test
  void aReaderHearsOfACommitOfItsOwnNodeAndOfAnother() throws InterruptedException {
    try (Node other = Node.on(url, engine);
        TrackingEventStream stream = stream(node, 0)) {
      append(node, 0, renamed("here"));
      assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.nextAvailable().getPayload()).isEqualTo(renamed("here"));

      append(other, 1, renamed("there"));
      assertThat(stream.hasNextAvailable(5, TimeUnit.SECONDS)).isTrue();
      TrackedEventMessage<?> event = stream.nextAvailable();
      assertThat(event.getPayload()).isEqualTo(renamed("there"));
      assertThat(event.trackingToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
      assertThat(stream.hasNextAvailable()).isFalse();
    }
  }

  @Test
  void aLateReaderReadsTheWholeLog() throws InterruptedException {
    for (int sequence = 0; sequence < 1_200; sequence++) {
      append(node, sequence, renamed("name " + sequence));
    }
    List<Long> positions = new ArrayList<>();
    try (Node late = Node.on(url, engine);
        TrackingEventStream ofLate = stream(late, 0);
        TrackingEventStream ofWriter = stream(node, 0)) {
      for (TrackingEventStream stream : List.of(ofLate, ofWriter)) {
        positions.clear();
        while (stream.hasNextAvailable(1, TimeUnit.SECONDS) && positions.size() < 1_200) {
          positions.add(stream.nextAvailable().trackingToken().position().orElseThrow());
          if (positions.size() == 1_200) {
            break;
          }
        }
        assertThat(positions).hasSize(1_200).isSorted().doesNotHaveDuplicates();
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
  void whatAnotherNodeDidToAnAggregateDropsOurCopy() {
    AggregateCache cache = node.get(AggregateCache.class);
    append(node, 0, renamed("here"));
    try (Node other = Node.on(url, engine)) {
      await().until(() -> node.get(LogTail.class).after(0).size() == 1);
      cache.put("user:ALICE", AggregateCacheTest.copyAt(0));
      append(node, 1, renamed("here again"));
      await().until(() -> node.get(LogTail.class).after(1).size() == 1);
      assertThat(cache.containsKey("user:ALICE")).as("our own events keep it").isTrue();

      append(other, 2, renamed("there"));
      await().until(() -> !cache.containsKey("user:ALICE"));
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

  private static TrackingEventStream stream(Node node, long after) {
    return (TrackingEventStream)
        node.get(EventStore.class).openStream(new GlobalSequenceTrackingToken(after));
  }

  private static UserRenamed renamed(String name) {
    return new UserRenamed(ALICE, name, Instant.EPOCH);
  }

  private static void append(Node node, long sequence, UserRenamed event) {
    node.append("user:ALICE", sequence, event);
  }
}
