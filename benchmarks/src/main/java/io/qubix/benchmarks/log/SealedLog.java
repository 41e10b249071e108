package io.qubix.benchmarks.log;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.log.LogConfiguration;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.runtime.memory.LargeAnswers;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The log of this service with its usual configuration, without the processors that follow it. */
final class SealedLog implements Log {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ComponentScan("io.qubix.command.axon")
  @Import({LogConfiguration.class, Notebook.class})
  static class OnlyTheLog {

    @Bean
    LargeAnswers largeAnswers() {
      return LargeAnswers.UNLIMITED;
    }

    @Bean
    FlywayMigrationInitializer schema(DataSource dataSource) {
      return new FlywayMigrationInitializer(
          Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/log", "classpath:db/command")
              .table("flyway_command")
              .load());
    }
  }

  private final ConfigurableApplicationContext context;
  private final String url;

  SealedLog(Database database, Path data) throws Exception {
    url = database.create("sealed");
    context =
        new SpringApplicationBuilder(OnlyTheLog.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.datasource.url=" + url,
                "--qubix.data=" + data.resolve("sealed"),
                // This program maps no entities, and the tables that Axon would map are missing.
                "--spring.jpa.hibernate.ddl-auto=none",
                // Parts of the program that the health groups name are missing here.
                "--management.endpoint.health.validate-group-membership=false",
                "--spring.main.register-shutdown-hook=false",
                "--logging.level.root=warn");
  }

  @Override
  public String name() {
    return "sealed";
  }

  @Override
  public EventStore store() {
    return context.getBean(EventStore.class);
  }

  @Override
  public CommandGateway gateway() {
    return context.getBean(CommandGateway.class);
  }

  @Override
  public long events() throws Exception {
    return Database.number(url, "select count(*) from event");
  }

  @Override
  public void verify() throws Exception {
    SealVerdict verdict = context.getBean(Seal.class).verify(null, checked -> {});
    Arm.require(verdict.intact(), "The seal is broken: " + verdict.difference());
    Arm.require(verdict.events() == events(), "Events are not sealed");
  }

  @Override
  public void close() {
    context.close();
  }
}
