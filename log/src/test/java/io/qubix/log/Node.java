package io.qubix.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.log.append.GroupCommit;
import io.qubix.runtime.memory.LargeAnswers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A node with nothing but the event store: two of them on one database are a cluster. */
public final class Node implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static Node on(String url) {
    return on(url, "sealed");
  }

  public static Node on(String url, String engine) {
    return on(url, engine, TestDatabase.directory());
  }

  /**
   * @param directory for what a node keeps outside of the database
   */
  public static Node on(String url, String engine, Path directory) {
    return on(url, engine, directory, Map.of());
  }

  /**
   * @param more settings
   */
  public static Node on(String url, String engine, Path directory, Map<String, Object> more) {
    return new Node(
        new SpringApplicationBuilder(Program.class)
            .web(WebApplicationType.NONE)
            .properties(more)
            .properties(
                Map.ofEntries(
                    Map.entry("qubix.log", engine),
                    Map.entry("spring.datasource.url", url),
                    Map.entry("spring.flyway.enabled", "false"),
                    Map.entry("axon.axonserver.enabled", "false"),
                    Map.entry("axon.serializer.general", "jackson3"),
                    Map.entry("axon.serializer.events", "jackson3"),
                    Map.entry("axon.serializer.messages", "jackson3"),
                    Map.entry("spring.main.banner-mode", "off"),
                    Map.entry("logging.level.root", "warn"),
                    // Connections break here on purpose.
                    Map.entry("logging.level.com.zaxxer.hikari", "error"),
                    Map.entry("logging.level.io.qubix.log.append.GroupCommit", "error"),
                    Map.entry("qubix.seal.key", directory + "/seal.key"),
                    Map.entry("qubix.seal.heads", directory + "/heads.jsonl"),
                    Map.entry("qubix.seal.interval", "100ms")))
            .run());
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Writes events of one stream, in a unit of work of their own. */
  public void append(String stream, long sequence, Object... events) {
    List<DomainEventMessage<?>> messages = new ArrayList<>();
    for (Object event : events) {
      messages.add(
          new GenericDomainEventMessage<>("Test", stream, sequence + messages.size(), event));
    }
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(messages.get(0));
    if (context.getBeanNamesForType(GroupCommit.class).length == 0) {
      work.attachTransaction(get(TransactionManager.class));
    }
    work.execute(() -> get(EventStore.class).publish(messages));
  }

  @Override
  public void close() {
    context.close();
  }

  @EnableAutoConfiguration
  @Import(LogConfiguration.class)
  static class Program {

    @Bean
    FlywayMigrationInitializer schema(javax.sql.DataSource dataSource) {
      return new FlywayMigrationInitializer(
          org.flywaydb.core.Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/log")
              .load());
    }

    @Bean
    LargeAnswers largeAnswers() {
      return LargeAnswers.UNLIMITED;
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
