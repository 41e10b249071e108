package io.qubix.query.projection;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a read model up to date: what its streaming processor calls. It hears of every event, so
 * that its position moves with the log. Used by one thread at a time.
 */
final class ProjectionHandler implements EventMessageHandler {

  private final String name;
  private final Fold fold;
  private final Letters letters;
  private final ProjectionRows rows;
  private final ProjectionPositions positions;
  private final JdbcTemplate jdbc;

  /** What the fold's memory belongs to. */
  private ProjectionRows.@Nullable State remembered;

  ProjectionHandler(
      Projection projection,
      Letters letters,
      ProjectionRows rows,
      ProjectionPositions positions,
      JdbcTemplate jdbc) {
    this.name = projection.name();
    this.fold = projection.open(Tables.LIVE);
    this.letters = letters;
    this.rows = rows;
    this.positions = positions;
    this.jdbc = jdbc;
  }

  String name() {
    return name;
  }

  @Override
  public @Nullable Object handle(EventMessage<?> message) {
    UnitOfWork<?> work = CurrentUnitOfWork.get();
    Transaction transaction =
        work.getOrComputeResource(Transaction.class.getName(), key -> begin(work));
    transaction.add(LoggedEvent.of(message));
    return null;
  }

  private Transaction begin(UnitOfWork<?> work) {
    Transaction transaction = new Transaction(rows.lock(name), eventsOf(work));
    work.onPrepareCommit(w -> transaction.write());
    work.afterCommit(w -> transaction.committed());
    work.onRollback(
        w -> {
          fold.forget();
          remembered = null;
        });
    return transaction;
  }

  private static List<LoggedEvent> eventsOf(UnitOfWork<?> work) {
    if (!(work instanceof BatchingUnitOfWork<?> batching)) {
      return List.of();
    }
    return batching.getMessages().stream()
        .map(message -> LoggedEvent.of((EventMessage<?>) message))
        .toList();
  }

  /** The part of a transaction in which the read model is written. */
  private final class Transaction {

    private final ProjectionRows.State before;
    private final Batch batch;
    private long position;

    Transaction(ProjectionRows.State before, List<LoggedEvent> events) {
      this.before = before;
      this.position = before.position();
      if (!before.equals(remembered)) {
        fold.forget();
      }
      this.batch =
          new Batch(name, fold, letters, jdbc, events.stream().filter(this::isNew).toList());
    }

    void add(LoggedEvent event) {
      if (isNew(event)) {
        batch.add(event);
        position = event.position();
      }
    }

    private boolean isNew(LoggedEvent event) {
      return event.position() > position;
    }

    void write() {
      if (position > before.position()) {
        batch.write();
        rows.advance(name, position);
      }
    }

    void committed() {
      remembered = new ProjectionRows.State(position, before.epoch());
      positions.passed(name, position);
    }
  }
}
