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
 * Everything that the query side brings. Its beans go by their full names, because both sides have
 * the same words for the same things.
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
            // Else the lock is a transaction that does nothing for as long as a migration takes.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .load());
  }

  /** For the queries; what the processors write has a transaction manager of its own. */
  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory entities) {
    return new JpaTransactionManager(entities);
  }

  /** A migration of a large table may be silent for longer than any query. */
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
