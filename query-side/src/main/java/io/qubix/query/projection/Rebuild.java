package io.qubix.query.projection;

import io.qubix.api.log.AtMost;
import io.qubix.api.log.LogMessage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One run that makes a read model anew from the log, in tables beside those that serve, and then
 * lets them take over.
 *
 * <p>It never goes further than the read model that serves. When it has nearly caught up, it holds
 * the projection's row, which stops the processor on whichever node, takes in the rest up to
 * exactly the same position, and renames the tables in that transaction. What could not be taken in
 * is parked with the new tables, and the letters of the old ones go with them: what a rebuild could
 * take in waits no more.
 */
final class Rebuild {

  private static final AtMost BATCH = AtMost.events(2_000);

  /** How many events may be left for the transaction that stops the processor. */
  private static final int NEARLY = 1_000;

  /** How often the switch is tried against queries that hold the tables for long. */
  private static final int SWITCHES = 30;

  /** What a rebuild works with. */
  record Tools(
      EventStore events,
      TransactionManager transactions,
      JdbcTemplate jdbc,
      ProjectionRows rows,
      RebuildRows runs,
      Letters.Store letters,
      Clock clock) {}

  private final Projection projection;
  private final UUID run;
  private final Tools tools;
  private final BooleanSupplier stopped;
  private final Fold fold;
  private final Letters letters;

  private BlockingStream<TrackedEventMessage<?>> stream;
  private @Nullable TrackingToken token;
  private long position = ProjectionRows.NOTHING;

  Rebuild(Projection projection, UUID run, Tools tools, BooleanSupplier stopped) {
    this.projection = projection;
    this.run = run;
    this.tools = tools;
    this.stopped = stopped;
    this.fold = projection.open(Tables.NEXT);
    this.letters = tools.letters().of(projection.name(), Tables.NEXT);
    this.stream = tools.events().openStream(null);
  }

  /** Makes the empty tables; whatever an earlier run left behind goes. */
  static void prepare(Projection projection, Tools tools) {
    dropNext(projection, tools);
    for (String table : projection.tables()) {
      tools
          .jdbc()
          .execute(
              String.format(
                  Locale.ROOT,
                  "create table %s (like %s including all)",
                  Tables.NEXT.named(table),
                  table));
    }
    projection.finishing(Tables.NEXT).forEach(tools.jdbc()::execute);
  }

  static void dropNext(Projection projection, Tools tools) {
    for (String table : projection.tables()) {
      tools.jdbc().execute("drop table if exists " + Tables.NEXT.named(table));
    }
    tools.letters().of(projection.name(), Tables.NEXT).clear();
  }

  void run() {
    try {
      catchUp();
      for (String table : projection.tables()) {
        tools.jdbc().execute("analyze " + Tables.NEXT.named(table));
      }
      switchOver();
    } finally {
      stream.close();
    }
  }

  private void catchUp() {
    CompletableFuture<List<LoggedEvent>> ahead = readAhead(position);
    for (List<LoggedEvent> events = read(ahead); !events.isEmpty(); events = read(ahead)) {
      List<LoggedEvent> batch = events;
      ahead = readAhead(batch.get(batch.size() - 1).position());
      try {
        tools.transactions().executeInTransaction(() -> take(batch));
      } finally {
        // The stream is for one thread at a time.
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

  /** Reads and parses the next batch while the one before is written; empty when nearly done. */
  private CompletableFuture<List<LoggedEvent>> readAhead(long reached) {
    long serving = serving();
    return serving - reached <= NEARLY
        ? CompletableFuture.completedFuture(List.of())
        : CompletableFuture.supplyAsync(() -> read(serving));
  }

  private void switchOver() {
    for (int i = 1; ; i++) {
      @Nullable TrackingToken from = token;
      long reached = position;
      try {
        tools.transactions().executeInTransaction(this::takeOver);
        return;
      } catch (RuntimeException e) {
        if (i == SWITCHES || !Faults.isBusy(e)) {
          throw e;
        }
        // Rolled back: what was taken in with it has to be read again.
        fold.forget();
        token = from;
        position = reached;
        stream.close();
        stream = tools.events().openStream(from);
        catchUp();
      }
    }
  }

  private void takeOver() {
    String name = projection.name();
    JdbcTemplate jdbc = tools.jdbc();
    long serving = tools.rows().lock(name).position();
    while (position < serving) {
      take(read(serving));
    }
    tools.runs().advance(name, run, position, serving);
    // Queries wait for the renaming; that they wait long behind a long one must not be.
    jdbc.execute("set local lock_timeout = '1s'");
    for (String table : projection.tables()) {
      jdbc.execute("drop table " + table);
      jdbc.execute(
          String.format(
              Locale.ROOT, "alter table %s rename to %s", Tables.NEXT.named(table), table));
    }
    letters.replace(tools.letters().of(name, Tables.LIVE));
    tools.rows().written(name);
    tools.runs().end(name, run, RebuildRows.DONE, null, tools.clock().instant());
  }

  private void take(List<LoggedEvent> events) {
    if (!events.isEmpty()) {
      Batch batch = new Batch(projection.name(), fold, letters, tools.jdbc(), events);
      events.forEach(batch::add);
      batch.write();
      position = events.get(events.size() - 1).position();
    }
    tools.runs().advance(projection.name(), run, position, serving());
  }

  private List<LoggedEvent> read(long serving) {
    try {
      return read(serving, BATCH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** The next events, none beyond what serves: they are in the log, so none is waited for long. */
  private List<LoggedEvent> read(long serving, AtMost most) throws InterruptedException {
    List<LoggedEvent> events = new ArrayList<>();
    long bytes = 0;
    while (events.isEmpty() || most.hasRoom(events.size(), bytes)) {
      if (stopped.getAsBoolean()) {
        throw new IllegalStateException("The node was stopped");
      }
      if (!stream.hasNextAvailable(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The log ends before the position that serves");
      }
      LoggedEvent next = LoggedEvent.of(stream.nextAvailable());
      events.add(fold.reads(next.message().getPayloadType()) ? next.parsed() : next);
      bytes += LogMessage.bytesOf(next.message());
      token = ((TrackedEventMessage<?>) next.message()).trackingToken();
      if (next.position() >= serving) {
        break;
      }
    }
    return events;
  }

  private long serving() {
    return tools.rows().position(projection.name());
  }
}
