package io.qubix.query.projection.rebuild;

import io.qubix.api.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Stores the last rebuild of each read model in the database, the same for every node. A running
 * rebuild has a lease that its node renews; it ends by the clock of the database.
 */
final class RebuildRows {

  static final String RUNNING = "RUNNING";
  static final String DONE = "DONE";
  static final String FAILED = "FAILED";

  static final Duration LEASE = Duration.ofSeconds(15);

  private static final String ALIVE_UNTIL =
      "clock_timestamp() + interval '" + LEASE.toSeconds() + " seconds'";

  private static final String ALIVE = "alive_until > clock_timestamp()";

  /** The error of a run whose node is gone. */
  static final String LOST = "The node that rebuilt it went away";

  /**
   * @param state RUNNING, DONE or FAILED
   * @param position reached so far, up to {@code upTo}
   * @param isAlive whether its lease has not ended
   */
  record Row(
      String name,
      String state,
      long position,
      long upTo,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String error,
      boolean isAlive) {}

  private static final RowMapper<Row> ROW =
      (row, number) ->
          new Row(
              row.getString("name"),
              row.getString("state"),
              row.getLong("position"),
              row.getLong("up_to"),
              row.getObject("started_at", OffsetDateTime.class).toInstant(),
              row.getObject("ended_at") == null
                  ? null
                  : row.getObject("ended_at", OffsetDateTime.class).toInstant(),
              row.getString("error"),
              row.getBoolean("alive"));

  private final JdbcTemplate jdbc;

  RebuildRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Row> find(String name) {
    return jdbc
        .query("select *, " + ALIVE + " as alive from projection_rebuild where name = ?", ROW, name)
        .stream()
        .findFirst();
  }

  /**
   * Begins a run.
   *
   * @throws Rejection.Conflict when another one is running, on any node
   */
  void begin(String name, UUID run, long upTo, Instant now) {
    int rows =
        jdbc.update(
            "insert into projection_rebuild as r"
                + " (name, run, state, position, up_to, started_at, alive_until)"
                + " values (?, ?, ?, 0, ?, ?, "
                + ALIVE_UNTIL
                + ") on conflict (name) do update set run = excluded.run,"
                + " state = excluded.state, position = 0, up_to = excluded.up_to,"
                + " started_at = excluded.started_at, ended_at = null, error = null,"
                + " alive_until = excluded.alive_until"
                + " where r.state <> excluded.state or r.alive_until <= clock_timestamp()",
            name,
            run,
            RUNNING,
            upTo,
            at(now));
    if (rows == 0) {
      throw new Rejection.Conflict("The projection " + name + " is being rebuilt already");
    }
  }

  /** Renews the lease of a run, if it is still the current one. */
  void renew(String name, UUID run) {
    jdbc.update(
        "update projection_rebuild set alive_until = "
            + ALIVE_UNTIL
            + " where name = ? and run = ? and state = ?",
        name,
        run,
        RUNNING);
  }

  /**
   * Sets the position of a run.
   *
   * @throws IllegalStateException when it is no longer the current run
   */
  void advance(String name, UUID run, long position, long upTo) {
    int rows =
        jdbc.update(
            "update projection_rebuild set position = ?, up_to = greatest(up_to, ?), alive_until = "
                + ALIVE_UNTIL
                + " where name = ? and run = ? and state = ?",
            position,
            upTo,
            name,
            run,
            RUNNING);
    if (rows == 0) {
      throw new IllegalStateException("Another rebuild took its place");
    }
  }

  /** Ends a run. Returns false when it is no longer the current run. */
  boolean end(String name, UUID run, String state, @Nullable String error, Instant now) {
    return jdbc.update(
            "update projection_rebuild set state = ?, error = ?, ended_at = ?"
                + " where name = ? and run = ? and state = ?",
            state,
            error,
            at(now),
            name,
            run,
            RUNNING)
        > 0;
  }

  /** Ends the run of a read model if its node is gone. Returns whether there was one. */
  boolean abandon(String name, Instant now) {
    return jdbc.update(
            "update projection_rebuild set state = ?, error = ?, ended_at = ?"
                + " where name = ? and state = ? and not "
                + ALIVE,
            FAILED,
            LOST,
            at(now),
            name,
            RUNNING)
        > 0;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
