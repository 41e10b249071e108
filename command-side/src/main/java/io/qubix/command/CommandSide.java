package io.qubix.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Configures the command side. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSide {

  @Bean
  FlywayMigrationInitializer commandSideSchema(DataSource dataSource) {
    return new FlywayMigrationInitializer(
        Flyway.configure()
            .dataSource(patient(dataSource))
            .locations("classpath:db/log", "classpath:db/command")
            .table("flyway_command")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            // Otherwise the lock is a transaction that is idle for as long as a migration takes.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .load());
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
