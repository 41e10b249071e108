package io.qubix.query.projection.follow;

import io.qubix.query.projection.LoggedEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * The events that one read model could not take in, with the later ones of their streams, by their
 * positions in the log.
 *
 * <p>Only a transaction that holds the row of the projection changes them, so what {@link #streams}
 * returns at its start holds until its end.
 */
public final class ParkedEvents {

  /** How many streams may wait before the follower stops instead. */
  private static final int MOST_STREAMS = 10_000;

  private static final int LONGEST_CAUSE = 1_000;

  /**
   * A parked event.
   *
   * @param cause null when the event only waits behind another one
   * @param attempts how often it was retried in vain
   */
  public record Parked(
      String stream,
      long position,
      @Nullable String cause,
      int attempts,
      Instant since,
      Instant lastTried) {}

  private static final String COLUMNS = "stream, position, cause, attempts, since, last_tried";

  private static final RowMapper<Parked> PARKED =
      (row, number) ->
          new Parked(
              row.getString("stream"),
              row.getLong("position"),
              row.getString("cause"),
              row.getInt("attempts"),
              row.getObject("since", OffsetDateTime.class).toInstant(),
              row.getObject("last_tried", OffsetDateTime.class).toInstant());

  private final JdbcTemplate jdbc;
  private final String readModel;

  public ParkedEvents(JdbcTemplate jdbc, String readModel) {
    this.jdbc = jdbc;
    this.readModel = readModel;
  }

  /** Returns the streams whose events wait here. */
  public Set<String> streams() {
    return new HashSet<>(
        jdbc.queryForList(
            "select distinct stream from dead_letter where read_model = ?",
            String.class,
            readModel));
  }

  /**
   * Parks an event.
   *
   * @param cause null when the event only waits behind another one
   * @throws IllegalStateException when too many streams wait already
   */
  public void park(LoggedEvent event, @Nullable Throwable cause, Set<String> streams) {
    if (streams.size() >= MOST_STREAMS && !streams.contains(event.stream())) {
      throw new IllegalStateException("Too many streams wait for the read model " + readModel);
    }
    jdbc.update(
        "insert into dead_letter (read_model, stream, position, cause) values (?, ?, ?, ?)"
            + " on conflict do nothing",
        readModel,
        event.stream(),
        event.position(),
        cause == null ? null : causeOf(cause));
  }

  /** Says what went wrong in one line; the lines around it may quote SQL, or a payload. */
  public static String causeOf(Throwable failure) {
    String message = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) : line;
  }

  /** Returns the events of a stream that wait here, oldest first. */
  public List<Parked> of(String stream) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from dead_letter where read_model = ? and stream = ? order by position",
        PARKED,
        readModel,
        stream);
  }

  /** Returns the events of all streams, those that wait longest first. */
  public List<Parked> oldest(int limit) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from dead_letter where read_model = ? order by since, position limit ?",
        PARKED,
        readModel,
        limit);
  }

  /** Returns the stream of a parked event, or null when none is parked there. */
  public @Nullable String streamOf(long position) {
    return jdbc
        .queryForList(
            "select stream from dead_letter where read_model = ? and position = ?",
            String.class,
            readModel,
            position)
        .stream()
        .findFirst()
        .orElse(null);
  }

  public void retriedInVain(Parked event, Throwable cause) {
    jdbc.update(
        "update dead_letter set cause = ?, attempts = attempts + 1, last_tried = now()"
            + " where read_model = ? and stream = ? and position = ?",
        causeOf(cause),
        readModel,
        event.stream(),
        event.position());
  }

  public void remove(Parked event) {
    jdbc.update(
        "delete from dead_letter where read_model = ? and stream = ? and position = ?",
        readModel,
        event.stream(),
        event.position());
  }

  public void clear() {
    jdbc.update("delete from dead_letter where read_model = ?", readModel);
  }
}
