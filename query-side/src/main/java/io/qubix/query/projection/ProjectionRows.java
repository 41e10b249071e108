package io.qubix.query.projection;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores the position of each read model in the database, the same for every node. */
final class ProjectionRows {

  /** A position before every event. */
  static final long NOTHING = -1;

  private final JdbcTemplate jdbc;

  ProjectionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Locks the read model against other writers until the end of the transaction.
   *
   * @return its position
   */
  long lock(String name) {
    Long position =
        jdbc.queryForObject(
            "select position from projection where name = ? for update", Long.class, name);
    return Objects.requireNonNull(position);
  }

  /** Tells the follower that it must read the tables again. */
  void written(String name) {
    jdbc.update("update projection set epoch = epoch + 1 where name = ?", name);
  }

  long position(String name) {
    @Nullable Long position =
        jdbc.queryForObject("select position from projection where name = ?", Long.class, name);
    return position == null ? NOTHING : position;
  }
}
