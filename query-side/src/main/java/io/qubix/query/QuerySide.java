package io.qubix.query;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;

/**
 * Configures the query side. Its beans have their full class names, because both sides use the same
 * words for the same things.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EntityScan
@EnableJpaRepositories(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QuerySide {

  @Bean
  FlywayMigrationInitializer querySideSchema(DataSource dataSource) {
    return new FlywayMigrationInitializer(
        Flyway.configure()
            .dataSource(patient(dataSource))
            .locations("classpath:db/query")
            .table("flyway_query")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            // Otherwise the lock is a transaction that is idle for as long as a migration takes.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .load());
  }

  /** Serves the queries; the read models write with a separate transaction manager. */
  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory entities) {
    return new JpaTransactionManager(entities);
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
