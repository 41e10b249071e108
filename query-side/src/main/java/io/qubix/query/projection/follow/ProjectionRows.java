package io.qubix.query.projection.follow;

import io.qubix.log.follow.StateVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores the position of each read model in the database, the same for every node. */
public final class ProjectionRows {

  /** A position before every event. */
  public static final long NOTHING = -1;

  /** The state of a read model. */
  public record Row(long position, StateVersion version) {}

  private final JdbcTemplate jdbc;

  public ProjectionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks the read model against other writers until the end of the transaction. */
  public Row lock(String name) {
    Row row =
        jdbc.queryForObject(
            "select position, shape, rule from projection where name = ? for update",
            (found, number) -> new Row(found.getLong("position"), version(found)),
            name);
    return Objects.requireNonNull(row);
  }

  /** Tells the follower that it must read the tables again. */
  public void written(String name) {
    jdbc.update("update projection set epoch = epoch + 1 where name = ?", name);
  }

  /**
   * Notes that new tables took the place of the old ones. If they have another version, the leader
   * may no longer write them, and loses its lease.
   */
  public void rebuilt(String name, StateVersion version) {
    written(name);
    jdbc.update(
        "update projection set shape = ?, rule = ?, owner = null, until = '-infinity'"
            + " where name = ? and (shape, rule) <> (?, ?)",
        version.shape(),
        version.rule(),
        name,
        version.shape(),
        version.rule());
  }

  public Map<String, StateVersion> versions() {
    Map<String, StateVersion> versions = new HashMap<>();
    jdbc.query(
        "select name, shape, rule from projection",
        row -> {
          versions.put(row.getString("name"), version(row));
        });
    return versions;
  }

  private static StateVersion version(ResultSet row) throws SQLException {
    return new StateVersion(row.getInt("shape"), row.getInt("rule"));
  }

  public long position(String name) {
    @Nullable Long position =
        jdbc.queryForObject("select position from projection where name = ?", Long.class, name);
    return position == null ? NOTHING : position;
  }
}
