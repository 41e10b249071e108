package io.qubix.command.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import io.qubix.command.bus.Commands;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.node.RestNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Aggregates that live for ever are loaded from their last snapshot, as far as it can be used. */
@ParameterizedClass
@ValueSource(strings = {"axon", "sealed"})
class SnapshotTest {

  private static final int EVERY = 5;
  private static final WorkerId ANN = new WorkerId("ann");
  private static final String STREAM = ANN.toString();
  private static final QubicAddress OWNER = new QubicAddress("OWNER");

  @Parameter String engine;

  private String url;
  private RestNode node;
  private JdbcTemplate database;

  @BeforeEach
  void start() {
    url = TestDatabase.url();
    node = another();
    database = node.get(JdbcTemplate.class);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /** A node that has no aggregate in its cache. */
  private RestNode another() {
    return RestNode.on(url, Map.of("qubix.log", engine, "qubix.snapshots.every", EVERY));
  }

  @Test
  void aProviderIsLoadedFromItsSnapshotAndTheEventsAfterIt() {
    register(node);
    changeInSteps(23);

    List<? extends DomainEventMessage<?>> read = read(node);
    assertThat(read.get(0).getPayloadType().getSimpleName()).isEqualTo("Provider");
    assertThat(read.stream().skip(1).map(event -> event.getPayloadType().getSimpleName()))
        .as("at most what came after it")
        .hasSizeLessThanOrEqualTo(4)
        .allMatch("ProviderChanged"::equals);
    assertThat(read.stream().map(DomainEventMessage::getSequenceNumber))
        .containsExactlyElementsOf(LongStream.rangeClosed(snapshotAt(), 23).boxed().toList());

    try (RestNode cold = another()) {
      assertThat(loaded(cold)).isEqualTo(replayed());
      change(cold, 24, 24);
      assertThat(loaded(cold).pricePerHour()).isEqualTo(price(24));
    }
    assertStreamIsWhole(25);
  }

  @Test
  void aUserIsLoadedFromASnapshotToo() {
    for (int i = 0; i < 12; i++) {
      send(node, new RenameUser(OWNER, i == 9 ? null : "name " + i));
      if (i % EVERY == EVERY - 1) {
        awaitSnapshotFrom(i);
      }
    }
    try (RestNode cold = another()) {
      send(cold, new RenameUser(OWNER, "name 11"));
      assertThat(cold.get(EventLog.class).stream(OWNER.streamId()))
          .as("the name was known, so nothing was written")
          .hasSize(12);
    }
  }

  @Test
  void onlyTheLatestSnapshotIsKept() {
    register(node);
    changeInSteps(6 * EVERY);
    assertThat(snapshotAt()).isGreaterThanOrEqualTo(6 * EVERY - 1);
    assertThat(count("select count(*) from snapshot")).isEqualTo(1);
  }

  @Test
  void aSnapshotThatCannotBeUsedIsIgnored() {
    register(node);
    changeInSteps(10);
    database.execute("create table good as select * from snapshot");
    int events = 11;
    for (String spoiled :
        List.of(
            "payload = '{}'",
            "payload = '\"no object\"'",
            "payload = jsonb_set(payload, '{state}', 'null')",
            "payload = jsonb_set(payload, '{state,pricePerHour}', '\"dear\"')",
            "type = 'io.qubix.command.provider.Gone'",
            "revision = '0'",
            "revision = null",
            "sequence = 1000")) {
      // In one transaction: a picture of the change before may still be on its way.
      database.execute(
          "truncate snapshot; insert into snapshot select * from good; update snapshot set "
              + spoiled);
      node.get(AggregateCache.class).removeAll();
      assertThat(loaded(node)).as(spoiled).isEqualTo(replayed());
      change(node, events, events);
      events++;
      assertStreamIsWhole(events);
    }
  }

  @Test
  void answersDoNotWaitForSnapshots() throws Exception {
    register(node);
    try (Connection other = DriverManager.getConnection(url)) {
      other.setAutoCommit(false);
      // They can be read, and not be written.
      other.createStatement().execute("lock table snapshot in share row exclusive mode");
      change(node, 1, 3 * EVERY);
      assertThat(count("select count(*) from snapshot")).isZero();
    }
    await().until(() -> count("select count(*) from snapshot") == 1);
    assertThat(loaded(node)).isEqualTo(replayed());
  }

  @Test
  void nodesThatChangeTheSameProviderAtOnceAgreeWithItsEvents() {
    register(node);
    try (RestNode other = another()) {
      List<CompletableFuture<Void>> all =
          Stream.of(node, other, node, other)
              .map(
                  writer ->
                      CompletableFuture.runAsync(
                          () -> changeStubbornly(writer), task -> new Thread(task).start()))
              .toList();
      all.forEach(CompletableFuture::join);
      // One that was due while another was taken is not taken; the next one is.
      AtomicInteger more = new AtomicInteger(100);
      await()
          .until(
              () -> {
                int price = more.incrementAndGet();
                change(node, price, price);
                return snapshotAt() >= count("select count(*) from event") - EVERY;
              });
      assertThat(loaded(node)).isEqualTo(replayed());
      assertThat(loaded(other)).isEqualTo(replayed());
    }
    try (RestNode cold = another()) {
      assertThat(read(cold)).hasSizeLessThanOrEqualTo(1 + EVERY);
      assertThat(loaded(cold)).isEqualTo(replayed());
    }
    assertStreamIsWhole(count("select count(*) from event"));
    assertThat(count("select count(*) from snapshot")).isEqualTo(1);
  }

  /** A change of the shape needs a new revision of the class: older snapshots are then ignored. */
  @Test
  void theShapesOfTheseRevisions() {
    register(node);
    change(node, 1, EVERY);
    for (int i = 0; i < EVERY; i++) {
      send(node, new RenameUser(OWNER, "name " + i));
    }
    await().until(() -> count("select count(*) from snapshot") == 2);
    assertThat(revision(STREAM)).isEqualTo("4");
    assertThat(revision(OWNER.streamId())).isEqualTo("1");
    assertThat(payload(STREAM).propertyNames())
        .containsExactlyInAnyOrder("workerId", "state", "session");
    assertThat(payload(STREAM).path("state").propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "workerId",
            "qubicAddress",
            "type",
            "hardware",
            "serving",
            "pricePerHour",
            "online",
            "listed",
            "busyElsewhere",
            "rest",
            "reputation",
            "slots",
            "holds",
            "totalJobs",
            "totalEarnings",
            "registeredAt",
            "idleSince",
            "lastEvent",
            "available");
    assertThat(payload(OWNER.streamId()).propertyNames())
        .containsExactlyInAnyOrder("streamId", "username");
  }

  @Test
  void theSealDoesNotRestOnSnapshots() {
    if (engine.equals("axon")) {
      return;
    }
    register(node);
    changeInSteps(10);
    SealVerdict before = node.get(Seal.class).verify(null, checked -> {});
    assertThat(before.intact()).isTrue();
    assertThat(before.events()).isEqualTo(11);
    database.execute("update snapshot set payload = '{}'");
    assertThat(node.get(Seal.class).verify(null, checked -> {})).isEqualTo(before);
  }

  private static void register(RestNode node) {
    send(
        node,
        new RegisterProvider(
            ANN,
            UUID.fromString("019a0000-0000-7000-8000-000000000001"),
            OWNER,
            null,
            ProviderType.NATIVE,
            new Hardware("RTX 4090", 24.0, "EPYC", 16, 64.0),
            1,
            null,
            null,
            null,
            price(0),
            null,
            "session"));
  }

  private static void change(RestNode node, int from, int to) {
    for (int i = from; i <= to; i++) {
      send(node, new ChangeProvider(ANN, price(i), null, null, null));
    }
  }

  /** One at a time, and each snapshot is taken before the next one is due. */
  private void changeInSteps(int to) {
    for (int sequence = 1; sequence <= to; sequence++) {
      change(node, sequence, sequence);
      if (sequence % EVERY == EVERY - 1) {
        awaitSnapshotFrom(sequence);
      }
    }
  }

  /** As clients do that are told to try again. */
  private static void changeStubbornly(RestNode node) {
    for (int i = 1; i <= 40; ) {
      try {
        change(node, i, i);
        i++;
      } catch (Rejection.Conflict e) {
        // Others were faster, many times.
      }
    }
  }

  /** What the aggregate says of itself. */
  private static ProviderState loaded(RestNode node) {
    return send(node, new ChangeProvider(ANN, null, null, null, null));
  }

  /** What all of its events say. */
  private ProviderState replayed() {
    return node.get(EventStore.class)
        .readEvents(STREAM, 0)
        .asStream()
        .map(event -> (ProviderEvent) event.getPayload())
        .reduce((ProviderState) null, ProviderState::after, (one, other) -> other);
  }

  private static List<? extends DomainEventMessage<?>> read(RestNode node) {
    return node.get(EventStore.class).readEvents(STREAM).asStream().toList();
  }

  private static <R> R send(RestNode node, Command command) {
    return node.get(Commands.class).send(command);
  }

  private static Money price(int number) {
    return Money.of(Integer.toString(1 + number));
  }

  /** It may have more than the events that it was taken for: those that came meanwhile. */
  private void awaitSnapshotFrom(long sequence) {
    await().until(() -> snapshotAt() >= sequence);
  }

  private long snapshotAt() {
    return count("select coalesce(max(sequence), -1) from snapshot");
  }

  private long count(String sql) {
    Long count = database.queryForObject(sql, Long.class);
    return count == null ? 0 : count;
  }

  private JsonNode payload(String stream) {
    return JsonMapper.shared()
        .readTree(
            database.queryForObject(
                "select payload from snapshot where stream = ?", String.class, stream));
  }

  private String revision(String stream) {
    return database.queryForObject(
        "select revision from snapshot where stream = ?", String.class, stream);
  }

  private void assertStreamIsWhole(long events) {
    assertThat(node.get(EventLog.class).stream(STREAM).stream().map(StoredEvent::sequence))
        .containsExactlyElementsOf(LongStream.range(0, events).boxed().toList());
  }
}
