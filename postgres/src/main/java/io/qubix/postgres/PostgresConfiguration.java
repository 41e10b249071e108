package io.qubix.postgres;

import io.qubix.runtime.store.OwnerAccess;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Starts the embedded PostgreSQL where {@code spring.datasource.url} names no server. */
@Configuration(proxyBeanMethods = false)
@Conditional(PostgresConfiguration.NoServerNamed.class)
@EnableConfigurationProperties(PostgresProperties.class)
public class PostgresConfiguration {

  @Bean
  EmbeddedPostgres embeddedPostgres(
      @Value("${qubix.data}") Path data, PostgresProperties properties) {
    return EmbeddedPostgres.start(data, properties);
  }

  @Bean
  OwnerAccess ownerAccess(EmbeddedPostgres postgres) {
    return postgres.owner();
  }

  /** True when no server is named. */
  static class NoServerNamed implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
    }
  }
}
