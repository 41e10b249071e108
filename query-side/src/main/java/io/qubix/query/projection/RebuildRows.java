package io.qubix.query.projection;

import io.qubix.api.Rejection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The last rebuild of each read model, in the database: the same for every node. */
final class RebuildRows {

  static final String RUNNING = "RUNNING";
  static final String DONE = "DONE";
  static final String FAILED = "FAILED";

  /** The error of a run whose node is gone. */
  static final String LOST = "The node that rebuilt it went away";

  /**
   * @param state RUNNING, DONE or FAILED
   * @param position how far it is, up to {@code upTo}
   */
  record Row(
      String name,
      String state,
      long position,
      long upTo,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String error) {}

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
              row.getString("error"));

  private final JdbcTemplate jdbc;

  RebuildRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Row> find(String name) {
    return jdbc.query("select * from projection_rebuild where name = ?", ROW, name).stream()
        .findFirst();
  }

  void begin(String name, UUID run, long upTo, Instant now) {
    jdbc.update(
        "insert into projection_rebuild (name, run, state, position, up_to, started_at)"
            + " values (?, ?, ?, 0, ?, ?) on conflict (name) do update set run = excluded.run,"
            + " state = excluded.state, position = 0, up_to = excluded.up_to,"
            + " started_at = excluded.started_at, ended_at = null, error = null",
        name,
        run,
        RUNNING,
        upTo,
        at(now));
  }

  /**
   * Says how far a run is.
   *
   * @throws IllegalStateException when it is not the run under way any more
   */
  void advance(String name, UUID run, long position, long upTo) {
    int rows =
        jdbc.update(
            "update projection_rebuild set position = ?, up_to = greatest(up_to, ?)"
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

  void end(String name, UUID run, String state, @Nullable String error, Instant now) {
    jdbc.update(
        "update projection_rebuild set state = ?, error = ?, ended_at = ?"
            + " where name = ? and run = ? and state = ?",
        state,
        error,
        at(now),
        name,
        run,
        RUNNING);
  }

  /** The runs that nobody ended. */
  List<String> unended() {
    return jdbc.queryForList(
        "select name from projection_rebuild where state = ?", String.class, RUNNING);
  }

  /** Ends a run whose node is gone. */
  void abandon(String name, Instant now) {
    jdbc.update(
        "update projection_rebuild set state = ?, error = ?, ended_at = ?"
            + " where name = ? and state = ?",
        FAILED,
        LOST,
        at(now),
        name,
        RUNNING);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** What a second rebuild of the same read model is told. */
  static Rejection underWay(String name) {
    return new Rejection.Conflict("The projection " + name + " is being rebuilt already");
  }
}
