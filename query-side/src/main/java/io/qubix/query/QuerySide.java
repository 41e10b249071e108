package io.qubix.query;

import io.qubix.log.owner.LogOwner;
import io.qubix.log.owner.Migrations;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
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
  FlywayMigrationInitializer querySideSchema(DataSource dataSource, @Nullable LogOwner owner) {
    return Migrations.of(dataSource, owner, "flyway_query", "classpath:db/query");
  }

  /** Serves the queries; the read models write with a separate transaction manager. */
  @Bean
  @Primary
  JpaTransactionManager transactionManager(EntityManagerFactory entities) {
    return new JpaTransactionManager(entities);
  }
}
