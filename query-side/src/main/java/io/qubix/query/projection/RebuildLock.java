package io.qubix.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Lets one rebuild of a read model run, on whichever node: a lock of a database session, which ends
 * with the session.
 */
final class RebuildLock implements AutoCloseable {

  /** Sets these locks apart from other advisory locks: the letters "qxpr". */
  private static final int CLASS = 0x7178_7072;

  private final DataSource dataSource;
  private final Connection connection;
  private final String name;

  private RebuildLock(DataSource dataSource, Connection connection, String name) {
    this.dataSource = dataSource;
    this.connection = connection;
    this.name = name;
  }

  /** Empty when somebody else has it. */
  static Optional<RebuildLock> take(DataSource dataSource, String name) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      if (call(connection, "select pg_try_advisory_lock(?, hashtext(?))", name)) {
        return Optional.of(new RebuildLock(dataSource, connection, name));
      }
    } catch (SQLException | RuntimeException e) {
      JdbcUtils.closeConnection(connection);
      throw new org.springframework.dao.DataAccessResourceFailureException(
          "The lock of a rebuild cannot be taken", e);
    }
    JdbcUtils.closeConnection(connection);
    return Optional.empty();
  }

  /** Whether anybody has it. */
  static boolean isTaken(JdbcTemplate jdbc, String name) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from pg_locks where locktype = 'advisory' and objsubid = 2"
                + " and database = (select oid from pg_database where datname = current_database())"
                + " and classid::bigint = ? and objid::bigint = hashtext(?)::bigint & 4294967295)",
            Boolean.class,
            CLASS,
            name));
  }

  @Override
  public void close() {
    try {
      call(connection, "select pg_advisory_unlock(?, hashtext(?))", name);
    } catch (SQLException e) {
      // The session is broken, and its locks with it.
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static boolean call(Connection connection, String sql, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, CLASS);
      statement.setString(2, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
