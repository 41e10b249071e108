package io.qubix.command.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A node with nothing but the event store: two of them on one database are a cluster. */
final class Node implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Node on(String url) {
    return new Node(
        new SpringApplicationBuilder(Program.class)
            .web(WebApplicationType.NONE)
            .properties(
                Map.of(
                    "spring.datasource.url", url,
                    "spring.flyway.enabled", "false",
                    "axon.axonserver.enabled", "false",
                    "axon.serializer.general", "jackson3",
                    "axon.serializer.events", "jackson3",
                    "axon.serializer.messages", "jackson3",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "warn"))
            .run());
  }

  <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(EventStoreConfiguration.class)
  static class Program {

    @Bean
    FlywayMigrationInitializer schema(javax.sql.DataSource dataSource) {
      return new FlywayMigrationInitializer(
          org.flywaydb.core.Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/command")
              .load());
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }
}
