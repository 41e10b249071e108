package io.qubix.app.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Finds out whether a pooler stands between the program and PostgreSQL. */
final class Pooler {

  private Pooler() {}

  /**
   * Returns whether two open connections take turns on one session. Then nothing that belongs to a
   * session is reliable: LISTEN, settings, prepared statements.
   */
  static boolean sharesSessions(Connection connection, DataSource pool) throws SQLException {
    int session = session(connection);
    // PostgreSQL names the session when it opens; a pooler does not open one then, and makes the
    // name up.
    if (session == connection.unwrap(PGConnection.class).getBackendPID()) {
      return false;
    }
    try (Connection other = pool.getConnection()) {
      other.setAutoCommit(false);
      try {
        // While the first connection is idle, the second one's transaction gets its session.
        return session(other) == session || session(connection) != session;
      } finally {
        other.rollback();
      }
    }
  }

  private static int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
