package io.qubix.query.projection.rebuild;

import io.qubix.api.Rejection;
import io.qubix.log.read.EventLog;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.ProjectionRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The operator's view of the read models, and rebuilds; the same on every node. */
public final class Projections {

  /** Whether a read model is current, behind the log, or being rebuilt. */
  public enum State {
    UP_TO_DATE,
    CATCHING_UP,
    REBUILDING
  }

  /**
   * A read model.
   *
   * @param position of the last event that it passed, or 0 before the first
   * @param head the position of the newest event in the log
   * @param lag the number of events that it is behind
   * @param deadLetters the number of events that wait as dead letters
   * @param rebuild the last rebuild, or null when there was none
   */
  public record Status(
      String name,
      long position,
      long head,
      long lag,
      State state,
      long deadLetters,
      @Nullable RebuildStatus rebuild) {}

  /**
   * A rebuild.
   *
   * @param state RUNNING, DONE or FAILED
   * @param percent 0 to 100
   */
  public record RebuildStatus(
      String state,
      long position,
      long upTo,
      int percent,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String error) {}

  private final Map<String, Projection> projections = new TreeMap<>();
  private final EventLog log;
  private final ProjectionRows rows;
  private final RebuildRows runs;
  private final Rebuilds rebuilds;
  private final JdbcTemplate jdbc;

  Projections(
      Collection<Projection> projections,
      EventLog log,
      ProjectionRows rows,
      RebuildRows runs,
      Rebuilds rebuilds,
      JdbcTemplate jdbc) {
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.log = log;
    this.rows = rows;
    this.runs = runs;
    this.rebuilds = rebuilds;
    this.jdbc = jdbc;
  }

  public List<Status> all() {
    // Reads the head after the positions, so that a lag is never too small.
    return projections.keySet().stream().map(this::status).toList();
  }

  /**
   * Starts to rebuild a read model from the log while the old one serves.
   *
   * @throws Rejection.NotFound when there is no such projection
   * @throws Rejection.Conflict when it is already being rebuilt, on any node
   */
  public Status replay(String name) {
    Projection projection = projections.get(name);
    if (projection == null) {
      throw Rejection.NotFound.noSuch("projection");
    }
    rebuilds.start(projection);
    return status(name);
  }

  /** Returns the number of events that a read model is behind the log. */
  long lag(String name) {
    return lag(Math.max(0, rows.position(name)), log.head());
  }

  /** Returns the number of dead letters of a read model. */
  long deadLetters(String name) {
    Long count =
        jdbc.queryForObject(
            "select count(*) from dead_letter where read_model = ?", Long.class, name);
    return count == null ? 0 : count;
  }

  /** Returns the names of all read models. */
  public Collection<String> names() {
    return projections.keySet();
  }

  private Status status(String name) {
    long position = Math.max(0, rows.position(name));
    long head = log.head();
    long lag = lag(position, head);
    RebuildStatus rebuild = runs.find(name).map(this::rebuild).orElse(null);
    State state = lag == 0 ? State.UP_TO_DATE : State.CATCHING_UP;
    if (rebuild != null && rebuild.state().equals(RebuildRows.RUNNING)) {
      state = State.REBUILDING;
    }
    return new Status(name, position, head, lag, state, deadLetters(name), rebuild);
  }

  private RebuildStatus rebuild(RebuildRows.Row row) {
    boolean lost = row.state().equals(RebuildRows.RUNNING) && !row.isAlive();
    long position = Math.max(0, row.position());
    int percent = row.upTo() <= 0 ? 0 : (int) Math.min(100, position * 100 / row.upTo());
    return new RebuildStatus(
        lost ? RebuildRows.FAILED : row.state(),
        position,
        row.upTo(),
        row.state().equals(RebuildRows.DONE) ? 100 : percent,
        row.startedAt(),
        row.endedAt(),
        lost ? RebuildRows.LOST : row.error());
  }

  private static long lag(long position, long head) {
    return Math.max(0, head - position);
  }
}
