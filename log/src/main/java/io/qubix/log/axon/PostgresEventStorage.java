package io.qubix.log.axon;

import io.qubix.api.Event;
import io.qubix.log.append.AppendRefused;
import io.qubix.log.append.EventRow;
import io.qubix.log.append.GroupCommit;
import io.qubix.log.follow.AtMost;
import io.qubix.log.read.BoundedQuery;
import io.qubix.log.read.BoundedRead;
import io.qubix.log.read.EventHistory;
import io.qubix.log.read.LogPage;
import io.qubix.log.read.LogReader;
import io.qubix.log.read.NewestEvents;
import io.qubix.log.tail.LogMessage;
import io.qubix.runtime.store.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's JDBC engine with payloads that PostgreSQL can query, and with positions in commit order.
 * Appends stand in line for a lock until their commit, so a reader that has passed a position has
 * missed nothing before it and needs no memory of gaps. A writer, if there is one, appends in
 * groups; otherwise each command is a transaction.
 */
final class PostgresEventStorage extends JdbcEventStorageEngine
    implements LogReader, WholeEvents, EventHistory, NewestEvents {

  private static final EventSchema SCHEMA =
      EventSchema.builder()
          .eventTable("event")
          .snapshotTable("snapshot")
          .globalIndexColumn("position")
          .aggregateIdentifierColumn("stream")
          .sequenceNumberColumn("sequence")
          .typeColumn("stream_type")
          .eventIdentifierColumn("event_id")
          .payloadTypeColumn("type")
          .payloadRevisionColumn("revision")
          .timestampColumn("at")
          .payloadColumn("payload")
          .metaDataColumn("metadata")
          .build();

  private static final String FIELDS =
      "stream, sequence, stream_type, event_id, type, revision, at, payload, metadata";

  private static final String APPEND = "call append_event(?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)";

  private static final String APPEND_SNAPSHOT =
      "insert into snapshot ("
          + FIELDS
          + ") values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) on conflict do nothing";

  private static final String KEEP_LATEST_SNAPSHOT =
      "delete from snapshot where stream = ?"
          + " and sequence < (select max(sequence) from snapshot where stream = ?)";

  private static final String COLUMNS =
      "position, stream, sequence, stream_type, event_id, type, revision, at, metadata, "
          + BoundedRead.PAYLOAD;

  private static final AtMost OF_STREAM_AT_ONCE = AtMost.events(100);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final JdbcTemplate jdbc;
  private final EventUpcaster upcasters;
  private final @Nullable GroupCommit writer;

  PostgresEventStorage(
      JdbcTemplate jdbc,
      ConnectionProvider connections,
      TransactionManager transactions,
      Serializer eventSerializer,
      Serializer snapshotSerializer,
      EventUpcaster upcasters,
      SnapshotFilter snapshots,
      @Nullable GroupCommit writer) {
    super(
        JdbcEventStorageEngine.builder()
            .connectionProvider(connections)
            .transactionManager(transactions)
            .eventSerializer(eventSerializer)
            .snapshotSerializer(snapshotSerializer)
            .upcasterChain(upcasters)
            .snapshotFilter(snapshots)
            .dataType(String.class)
            .schema(SCHEMA)
            .persistenceExceptionResolver(new SQLStateResolver("23505")));
    this.jdbc = jdbc;
    this.upcasters = upcasters;
    this.writer = writer;
  }

  @Override
  public LogPage<LogMessage<?>> read(long after, BoundedRead contents, AtMost most) {
    LogPage<Row> page =
        contents.query(jdbc, COLUMNS, "position > ?", "position").read(most, this::row, after);
    Map<Long, Row> byPosition = new HashMap<>();
    page.events().forEach(row -> byPosition.put(row.position(), row));
    try (Stream<? extends TrackedEventMessage<?>> events =
        EventUtils.upcastAndDeserializeTrackedEvents(
            page.events().stream().map(Row::data), getEventSerializer(), upcasters)) {
      return new LogPage<>(
          events.<LogMessage<?>>map(event -> message(event, byPosition)).toList(), page.more());
    }
  }

  /**
   * Makes a message with the weight of its row; several events that an upcaster made of one share
   * the row.
   */
  private static LogMessage<?> message(TrackedEventMessage<?> event, Map<Long, Row> byPosition) {
    TrackingToken token = event.trackingToken();
    Row row = Objects.requireNonNull(byPosition.get(token.position().orElseThrow()));
    return new LogMessage<>(token, (DomainEventMessage<?>) event, row.size(), row.leftOut());
  }

  /** Reads without contents, because no aggregate uses them. */
  @Override
  protected Stream<? extends DomainEventData<?>> readEventData(String stream, long first) {
    return ofStream(stream, first, BoundedRead.LEAN);
  }

  @Override
  public Stream<? extends DomainEventMessage<?>> of(String stream) {
    return events(ofStream(stream, 0, BoundedRead.WHOLE));
  }

  @Override
  public Stream<? extends DomainEventMessage<?>> smallOf(String stream) {
    return events(ofStream(stream, 0, BoundedRead.SMALL));
  }

  private Stream<? extends DomainEventMessage<?>> events(
      Stream<? extends DomainEventData<?>> rows) {
    return EventStreamUtils.upcastAndDeserializeDomainEvents(rows, getEventSerializer(), upcasters)
        .asStream();
  }

  @Override
  public List<Past> of(String stream, long upTo) {
    return past(
        () -> ofStream(stream, 0, BoundedRead.LEAN).takeWhile(event -> positionOf(event) <= upTo));
  }

  @Override
  public List<Past> before(String stream, long sequence, int most) {
    return past(() -> newest(most, "stream = ? and sequence < ?", "sequence", stream, sequence));
  }

  @Override
  public List<Past> ofType(Class<? extends Event> type, long after, int most) {
    return past(
        () ->
            newest(
                most,
                "position > ? and substring(type from '[^.]*$') = ?",
                "position",
                after,
                type.getSimpleName()));
  }

  private Stream<TrackedDomainEventData<?>> newest(
      int most, String condition, String order, Object... parameters) {
    BoundedQuery query = BoundedRead.LEAN.query(jdbc, COLUMNS, condition, order + " desc");
    return query.read(AtMost.events(most), this::row, parameters).events().stream().map(Row::data);
  }

  private List<Past> past(Supplier<Stream<TrackedDomainEventData<?>>> rows) {
    try (Stream<? extends TrackedEventMessage<?>> events =
        EventUtils.upcastAndDeserializeTrackedEvents(rows.get(), getEventSerializer(), upcasters)) {
      return events.map(PostgresEventStorage::past).toList();
    } catch (RuntimeException e) {
      throw StoreFailure.refusal(e, RETRY_AFTER);
    }
  }

  private static Past past(TrackedEventMessage<?> message) {
    return new Past(
        message.trackingToken().position().orElseThrow(),
        ((DomainEventMessage<?>) message).getSequenceNumber(),
        (Event) message.getPayload());
  }

  /** Reads each page when it is needed. */
  private Stream<TrackedDomainEventData<?>> ofStream(
      String stream, long first, BoundedRead contents) {
    BoundedQuery query = contents.query(jdbc, COLUMNS, "stream = ? and sequence >= ?", "sequence");
    return Stream.iterate(
            Optional.of(query.read(OF_STREAM_AT_ONCE, this::row, stream, first)),
            Optional::isPresent,
            page ->
                page.filter(LogPage::more)
                    .map(last -> query.read(OF_STREAM_AT_ONCE, this::row, stream, after(last))))
        .flatMap(page -> page.orElseThrow().events().stream())
        .map(Row::data);
  }

  private static long after(LogPage<Row> page) {
    return page.events().get(page.events().size() - 1).data().getSequenceNumber() + 1;
  }

  private static long positionOf(DomainEventData<?> event) {
    return ((TrackedEventData<?>) event).trackingToken().position().orElseThrow();
  }

  /** An event as read, with its weight. */
  private record Row(TrackedDomainEventData<?> data, long size, boolean leftOut) {

    long position() {
      return data.trackingToken().position().orElseThrow();
    }
  }

  private Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        new TrackedDomainEventData<>(
            new GlobalSequenceTrackingToken(row.getLong("position")), getDomainEventData(row)),
        row.getLong("size"),
        row.getBoolean("left_out"));
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (writer == null || events.isEmpty()) {
      super.appendEvents(events, serializer);
      return;
    }
    try {
      writer.append(events.stream().map(event -> EventRow.of(event, serializer)).toList());
    } catch (AppendRefused e) {
      handlePersistenceException(e.getCause(), events.get(0));
    }
  }

  @Override
  protected PreparedStatement appendEvents(
      Connection connection, List<? extends EventMessage<?>> events, Serializer serializer)
      throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(GroupCommit.LOCK)) {
      lock.execute();
    }
    PreparedStatement append = connection.prepareStatement(APPEND);
    for (EventMessage<?> event : events) {
      bind(append, EventRow.of(event, serializer));
      append.addBatch();
    }
    return append;
  }

  @Override
  protected PreparedStatement appendSnapshot(
      Connection connection, DomainEventMessage<?> snapshot, Serializer serializer)
      throws SQLException {
    PreparedStatement append = connection.prepareStatement(APPEND_SNAPSHOT);
    bind(append, EventRow.of(snapshot, serializer));
    return append;
  }

  /** Keeps the latest snapshot, even if a slower node writes an older one. */
  @Override
  protected PreparedStatement deleteSnapshots(Connection connection, String stream, long sequence)
      throws SQLException {
    PreparedStatement delete = connection.prepareStatement(KEEP_LATEST_SNAPSHOT);
    delete.setString(1, stream);
    delete.setString(2, stream);
    return delete;
  }

  /**
   * Reads a snapshot, which is only a shortcut. It is deserialised here, where a failure still
   * leaves the events to load. A snapshot of a class that no longer exists, or that is ahead of the
   * log, counts as none.
   */
  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
    return super.readSnapshot(stream)
        .filter(
            snapshot ->
                snapshot.getPayload().getClass().getSimpleName().equals(snapshot.getType())
                    && snapshot.getSequenceNumber() <= lastSequenceNumberFor(stream).orElse(-1L));
  }

  private void bind(PreparedStatement statement, EventRow row) throws SQLException {
    statement.setString(1, row.stream());
    statement.setLong(2, row.sequence());
    statement.setString(3, row.streamType());
    statement.setObject(4, row.eventId());
    statement.setString(5, row.type());
    statement.setString(6, row.revision());
    writeTimestamp(statement, 7, row.at());
    statement.setString(8, row.payload());
    statement.setString(9, row.metadata());
  }

  @Override
  protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toString();
  }

  @Override
  protected void writeTimestamp(PreparedStatement row, int column, Instant at) throws SQLException {
    row.setObject(column, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <T> T readPayload(ResultSet row, String column) throws SQLException {
    return (T) row.getString(column);
  }
}
