package io.qubix.query.projection.rebuild;

import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.tail.LogMessage;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.Batch;
import io.qubix.query.projection.follow.ParkedEvents;
import io.qubix.query.projection.follow.ProjectionRows;
import io.qubix.query.projection.row.Faults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rebuilds a read model from the log, in a schema beside the live tables, and then puts the new
 * tables in their place.
 *
 * <p>It never goes further than the live read model. When it has nearly caught up, it locks the
 * projection's row, which stops the follower on all nodes. It takes in the rest up to exactly the
 * same position, and moves the tables in that transaction. Events that it cannot take in become
 * dead letters of the new tables; those of the old tables go, so an event that the rebuild could
 * take in no longer waits.
 */
final class Rebuild {

  private static final AtMost BATCH = AtMost.events(2_000);

  /** The most events that may be left for the transaction that stops the follower. */
  private static final int NEARLY = 1_000;

  /** The number of attempts to switch while long queries hold the tables. */
  private static final int SWITCHES = 30;

  /** The parts that a rebuild works with. */
  record Tools(
      FollowedLog events,
      TransactionManager transactions,
      JdbcTemplate jdbc,
      ProjectionRows rows,
      RebuildRows runs,
      Clock clock) {}

  private final Projection projection;
  private final UUID run;
  private final Tools tools;
  private final BooleanSupplier stopped;
  private final Fold fold;
  private final RebuildSchema schema;

  private long position = ProjectionRows.NOTHING;

  Rebuild(Projection projection, UUID run, Tools tools, BooleanSupplier stopped) {
    this.projection = projection;
    this.run = run;
    this.tools = tools;
    this.stopped = stopped;
    this.fold = projection.open();
    this.schema = new RebuildSchema(tools.jdbc(), projection.name());
  }

  void run() {
    tools.transactions().executeInTransaction(this::begin);
    catchUp();
    schema.analyze();
    switchOver();
  }

  private void begin() {
    // Another run may have taken the place of this one.
    advance();
    schema.create();
  }

  private void catchUp() {
    CompletableFuture<List<LoggedEvent>> ahead = readAhead(position);
    for (List<LoggedEvent> events = read(ahead); !events.isEmpty(); events = read(ahead)) {
      List<LoggedEvent> batch = events;
      ahead = readAhead(batch.get(batch.size() - 1).position());
      try {
        tools.transactions().executeInTransaction(() -> take(batch));
      } finally {
        // One thread reads at a time.
        ahead.exceptionally(failure -> List.of()).join();
      }
    }
  }

  private static List<LoggedEvent> read(CompletableFuture<List<LoggedEvent>> ahead) {
    try {
      return ahead.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  /** Reads and parses the next batch while the previous one is written; empty when nearly done. */
  private CompletableFuture<List<LoggedEvent>> readAhead(long reached) {
    long serving = serving();
    return serving - reached <= NEARLY
        ? CompletableFuture.completedFuture(List.of())
        : CompletableFuture.supplyAsync(() -> read(reached, serving));
  }

  private void switchOver() {
    for (int i = 1; ; i++) {
      long reached = position;
      try {
        tools.transactions().executeInTransaction(this::takeOver);
        return;
      } catch (RuntimeException e) {
        if (i == SWITCHES || !Faults.isBusy(e)) {
          throw e;
        }
        // After a rollback the events of the transaction must be read again.
        fold.forget();
        position = reached;
        catchUp();
      }
    }
  }

  private void takeOver() {
    String name = projection.name();
    JdbcTemplate jdbc = tools.jdbc();
    long serving = tools.rows().lock(name).position();
    while (position < serving) {
      take(read(position, serving));
    }
    advance();
    // Queries wait for the move; a short limit keeps them from waiting long behind a long query.
    jdbc.execute("set local lock_timeout = '1s'");
    schema.replaceLive();
    tools.rows().rebuilt(name, projection.version());
    tools.runs().end(name, run, RebuildRows.DONE, null, tools.clock().instant());
  }

  private void take(List<LoggedEvent> events) {
    if (!events.isEmpty()) {
      schema.inside(() -> write(events));
      position = events.get(events.size() - 1).position();
    }
    advance();
  }

  private void write(List<LoggedEvent> events) {
    ParkedEvents parked = new ParkedEvents(tools.jdbc(), projection.name());
    Batch batch = new Batch(projection.name(), fold, parked, tools.jdbc(), events);
    events.forEach(batch::add);
    batch.write();
  }

  private void advance() {
    tools.runs().advance(projection.name(), run, position, serving());
  }

  /** Reads and parses the next events, none beyond the live read model: they are in the log. */
  private List<LoggedEvent> read(long after, long serving) {
    if (stopped.getAsBoolean()) {
      throw new IllegalStateException("The node was stopped");
    }
    List<LoggedEvent> events = new ArrayList<>();
    long bytes = 0;
    for (long last = Math.max(0, after); last < serving && BATCH.hasRoom(events.size(), bytes); ) {
      List<? extends TrackedEventMessage<?>> page = tools.events().after(last, BATCH);
      if (page.isEmpty()) {
        throw new IllegalStateException("The log ends before the position that serves");
      }
      for (TrackedEventMessage<?> message : page) {
        LoggedEvent next = LoggedEvent.of(message);
        last = next.position();
        if (last <= serving) {
          events.add(fold.reads(message.getPayloadType()) ? next.parsed() : next);
          bytes += LogMessage.bytesOf(message);
        }
      }
    }
    return events;
  }

  private long serving() {
    return tools.rows().position(projection.name());
  }
}
