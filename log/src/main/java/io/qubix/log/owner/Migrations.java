package io.qubix.log.owner;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Migrates the tables of one side, which has a history of its own. */
public final class Migrations {

  private Migrations() {}

  /**
   * @param program the program's pool
   * @param owner who owns the log and migrates, or null when the program does it itself
   * @param history the table that names the applied scripts
   */
  public static FlywayMigrationInitializer of(
      DataSource program, @Nullable LogOwner owner, String history, String... locations) {
    return new FlywayMigrationInitializer(
        Flyway.configure()
            .dataSource(owner == null ? patient(program) : owner.dataSource())
            .locations(locations)
            .table(history)
            .baselineOnMigrate(true)
            .baselineVersion("0")
            // Otherwise the lock is a transaction that is idle for as long as a migration takes.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .load(),
        flyway -> {
          flyway.migrate();
          if (owner != null) {
            owner.handOverTo(program);
          }
        });
  }

  /** A migration of a large table may take longer without an answer than any query. */
  private static DataSource patient(DataSource pool) {
    return new DelegatingDataSource(pool) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
      }
    };
  }
}
