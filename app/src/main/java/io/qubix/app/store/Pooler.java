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
   * Returns whether two connections that are open at once use one session in turn. Then nothing
   * that belongs to a session can be relied on: LISTEN, settings, prepared statements.
   */
  static boolean sharesSessions(Connection connection, DataSource pool) throws SQLException {
    int session = session(connection);
    // A server names its session when it is opened; a pooler opens none then, and makes a name up.
    if (session == connection.unwrap(PGConnection.class).getBackendPID()) {
      return false;
    }
    try (Connection other = pool.getConnection()) {
      other.setAutoCommit(false);
      try {
        // What the first does not use at the moment, the transaction of the second gets.
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
