package io.qubix.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.DefaultDeadLetterJdbcConverter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The events that one read model could not take in, with the later events of their streams: Axon's
 * dead-letter queue on the connection of the running transaction.
 *
 * <p>Every writer holds the lock of the projection's row, so the result of {@link #streams} at the
 * start of a transaction stays valid until its end.
 */
final class Letters extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

  /**
   * The most streams, and the most events of a stream, that may wait before the follower stops
   * instead.
   */
  private static final int MAX_STREAMS = 10_000;

  private static final int MAX_OF_A_STREAM = 10_000;

  private static final int MAX_CAUSE = 1_000;

  private static final DeadLetterSchema SCHEMA =
      DeadLetterSchema.builder()
          .deadLetterTable("dead_letter_entry")
          .deadLetterIdentifierColumn("dead_letter_id")
          .processingGroupColumn("processing_group")
          .sequenceIdentifierColumn("sequence_identifier")
          .sequenceIndexColumn("sequence_index")
          .messageTypeColumn("message_type")
          .eventIdentifierColumn("event_identifier")
          .timestampColumn("event_timestamp")
          .payloadTypeColumn("payload_type")
          .payloadRevisionColumn("payload_revision")
          .payloadColumn("payload")
          .metaDataColumn("metadata")
          .aggregateTypeColumn("aggregate_type")
          .aggregateIdentifierColumn("aggregate_identifier")
          .sequenceNumberColumn("sequence_number")
          .tokenTypeColumn("token_type")
          .tokenColumn("token")
          .enqueuedAtColumn("enqueued_at")
          .lastTouchedColumn("last_touched")
          .processingStartedColumn("processing_started")
          .causeTypeColumn("cause_type")
          .causeMessageColumn("cause_message")
          .diagnosticsColumn("diagnostics")
          .build();

  private final String group;
  private final JdbcTemplate jdbc;
  private final Converter converter;

  /** The parts that the queues of all read models share. */
  record Store(
      DataSource dataSource,
      TransactionManager transactions,
      Serializer serializer,
      Serializer eventSerializer) {

    Letters of(String projection, Tables tables) {
      return new Letters(this, tables.named(projection));
    }
  }

  private Letters(Store store, String group) {
    super(
        JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
            .processingGroup(group)
            .connectionProvider(new SpringDataSourceConnectionProvider(store.dataSource()))
            .transactionManager(store.transactions())
            .schema(SCHEMA)
            .genericSerializer(store.serializer())
            .eventSerializer(store.eventSerializer())
            .maxSequences(MAX_STREAMS)
            .maxSequenceSize(MAX_OF_A_STREAM));
    this.group = group;
    this.jdbc = new JdbcTemplate(store.dataSource());
    this.converter = new Converter(store);
  }

  /** Returns the streams with parked events. */
  Set<String> streams() {
    return new HashSet<>(
        jdbc.queryForList(
            "select distinct sequence_identifier from dead_letter_entry where processing_group = ?",
            String.class,
            group));
  }

  /**
   * @param cause the failure, or null when the event only waits behind another one
   */
  void park(LoggedEvent event, @Nullable Throwable cause) {
    String stream = event.stream();
    enqueue(
        stream,
        cause == null
            ? new GenericDeadLetter<>(stream, event.message())
            : new GenericDeadLetter<>(stream, event.message(), causeOf(cause)));
  }

  /** Returns the failure in one line: its surroundings may quote SQL, or a row with its payload. */
  static ThrowableCause causeOf(Throwable failure) {
    Throwable innermost = NestedExceptionUtils.getMostSpecificCause(failure);
    String message = innermost.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return new ThrowableCause(
        innermost.getClass().getName(),
        line.length() > MAX_CAUSE ? line.substring(0, MAX_CAUSE) : line);
  }

  /** Returns the parked events of a stream, oldest first. */
  List<JdbcDeadLetter<EventMessage<?>>> of(String stream) {
    return jdbc.query(
        "select * from dead_letter_entry where processing_group = ? and sequence_identifier = ?"
            + " order by sequence_index",
        (row, number) -> converter.convertToLetter(row),
        group,
        stream);
  }

  /**
   * Returns the oldest parked events of all streams, without their payloads, which may be large.
   */
  List<JdbcDeadLetter<EventMessage<?>>> oldest(int limit) {
    return jdbc.query(
        """
        select dead_letter_id, processing_group, sequence_identifier, sequence_index, message_type,
            event_identifier, event_timestamp, payload_type, payload_revision,
            '{}'::bytea as payload, metadata, aggregate_type, aggregate_identifier,
            sequence_number, token_type, token, enqueued_at, last_touched, processing_started,
            cause_type, cause_message, diagnostics
          from dead_letter_entry where processing_group = ?
          order by enqueued_at, sequence_index, dead_letter_id limit ?
        """,
        (row, number) -> converter.convertToLetter(row),
        group,
        limit);
  }

  /** Returns the stream of a parked event, or null when there is no such event. */
  @Nullable String streamOf(String letterId) {
    return jdbc
        .queryForList(
            "select sequence_identifier from dead_letter_entry"
                + " where processing_group = ? and dead_letter_id = ?",
            String.class,
            group,
            letterId)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Replaces the parked events of another queue. */
  void replace(Letters other) {
    other.clear();
    jdbc.update(
        "update dead_letter_entry set processing_group = ? where processing_group = ?",
        other.group,
        group);
  }

  private static final class Converter extends DefaultDeadLetterJdbcConverter<EventMessage<?>> {

    Converter(Store store) {
      super(
          DefaultDeadLetterJdbcConverter.<EventMessage<?>>builder()
              .schema(SCHEMA)
              .genericSerializer(store.serializer())
              .eventSerializer(store.eventSerializer()));
    }

    @Override
    public JdbcDeadLetter<EventMessage<?>> convertToLetter(ResultSet row) throws SQLException {
      return super.convertToLetter(row);
    }
  }

  /** Returns the number of failed retries. */
  static int attempts(DeadLetter<? extends EventMessage<?>> letter) {
    Object attempts = letter.diagnostics().get("attempts");
    return attempts == null ? 0 : Integer.parseInt(attempts.toString());
  }
}
