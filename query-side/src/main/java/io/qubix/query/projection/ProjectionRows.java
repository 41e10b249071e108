package io.qubix.query.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** How far each read model is, in the database: the same for every node. */
final class ProjectionRows {

  /** A position that is before every event. */
  static final long NOTHING = -1;

  /**
   * @param position of the last event passed; {@link #NOTHING} at first
   * @param epoch changes whenever somebody else than the processor wrote the read model
   */
  record State(long position, long epoch) {}

  private static final RowMapper<State> STATE =
      (row, number) -> new State(row.getLong("position"), row.getLong("epoch"));

  private final JdbcTemplate jdbc;

  ProjectionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps everybody else from writing the read model until the end of the transaction. */
  State lock(String name) {
    List<State> rows =
        jdbc.query("select position, epoch from projection where name = ? for update", STATE, name);
    return DataAccessUtils.requiredSingleResult(rows);
  }

  /** Says, in the transaction that wrote the read model, how far it is now. */
  void advance(String name, long position) {
    jdbc.update("update projection set position = ? where name = ?", position, name);
  }

  /** Says that the processor must not trust what it remembers of the tables. */
  void written(String name) {
    jdbc.update("update projection set epoch = epoch + 1 where name = ?", name);
  }

  long position(String name) {
    @Nullable Long position =
        jdbc.queryForObject("select position from projection where name = ?", Long.class, name);
    return position == null ? NOTHING : position;
  }
}
