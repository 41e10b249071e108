package io.qubix.command.eventstore;

import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** A log whose events are written in groups, each sealed as it is written. */
final class SealedEventStorage extends PostgresEventStorage {

  private final GroupCommit writer;

  SealedEventStorage(
      ConnectionProvider connections,
      TransactionManager transactions,
      Serializer eventSerializer,
      Serializer snapshotSerializer,
      EventUpcaster upcasters,
      SnapshotFilter snapshots,
      GroupCommit writer) {
    super(connections, transactions, eventSerializer, snapshotSerializer, upcasters, snapshots);
    this.writer = writer;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    List<EventRow> rows = events.stream().map(event -> EventRow.of(event, serializer)).toList();
    try {
      writer.append(rows);
    } catch (AppendRefused e) {
      handlePersistenceException(e.getCause(), events.get(0));
    }
  }
}
