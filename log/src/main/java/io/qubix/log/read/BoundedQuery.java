package io.qubix.log.read;

import io.qubix.log.follow.AtMost;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Queries events, bounded in number and in bytes, but always at least one. PostgreSQL decides where
 * the page ends, before it unpacks and sends anything. Besides the requested columns each row has
 * {@code left_out}, which tells whether its contents are missing, and its {@code size}.
 */
public final class BoundedQuery {

  private final JdbcTemplate jdbc;
  private final String sql;

  BoundedQuery(JdbcTemplate jdbc, String sql) {
    this.jdbc = jdbc;
    this.sql = sql;
  }

  /**
   * @param parameters of the condition
   */
  public <T> LogPage<T> read(AtMost most, RowMapper<T> event, Object... parameters) {
    long[] bytes = {0};
    List<T> events =
        jdbc.query(
            sql,
            (row, number) -> {
              bytes[0] += row.getLong("size");
              return event.mapRow(row, number);
            },
            Stream.concat(Stream.of(parameters), Stream.of(most.events(), most.bytes())).toArray());
    return new LogPage<>(events, !most.hasRoom(events.size(), bytes[0]));
  }
}
