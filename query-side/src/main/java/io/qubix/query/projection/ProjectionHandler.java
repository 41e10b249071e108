package io.qubix.query.projection;

import io.qubix.api.log.EventBatch;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a read model up to date: what its streaming processor calls, with one batch of events in
 * each transaction. It hears of every event, so that its position moves with the log. Used by one
 * thread at a time.
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
    if (!(message.getPayload() instanceof EventBatch batch)) {
      throw new IllegalStateException("A read model takes in the log in batches");
    }
    ProjectionRows.State before = rows.lock(name);
    UnitOfWork<?> work = CurrentUnitOfWork.get();
    work.onRollback(
        w -> {
          fold.forget();
          remembered = null;
        });
    if (!before.equals(remembered)) {
      fold.forget();
    }
    write(
        batch.events().stream()
            .map(LoggedEvent::of)
            .filter(event -> event.position() > before.position())
            .toList());
    long position = Math.max(before.position(), batch.end());
    rows.advance(name, position);
    work.afterCommit(
        w -> {
          remembered = new ProjectionRows.State(position, before.epoch());
          positions.passed(name, position);
        });
    return null;
  }

  private void write(List<LoggedEvent> events) {
    if (!events.isEmpty()) {
      Batch batch = new Batch(name, fold, letters, jdbc, events);
      events.forEach(batch::add);
      batch.write();
    }
  }
}
