package io.qubix.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Checks that the database takes writes, by a commit that reaches its disk and its synchronous
 * standbys: all commands need that, and queries need it before long.
 */
final class StoreHealth extends AbstractHealthIndicator {

  /** Writes a record to the write-ahead log, and to no table. */
  private static final String COMMIT = "select pg_logical_emit_message(true, 'qubix', 'health')";

  private final DataSource pool;
  private final String check;

  /**
   * @param check fails on a server that does not take writes
   */
  StoreHealth(DataSource pool, String check) {
    super("The database cannot be asked");
    this.pool = pool;
    this.check = check;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(check);
      statement.execute(COMMIT);
    }
    health.up();
  }
}
