package io.qubix.command.matching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.Command;
import io.qubix.api.Uuids;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.CommandSide;
import io.qubix.command.bus.Commands;
import io.qubix.log.LogConfiguration;
import io.qubix.runtime.memory.LargeAnswers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.node.JsonNodeFactory;

/** A node with the whole command side, without its web server, on a real database. */
public final class MarketNode implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private MarketNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static MarketNode on(String url, Clock clock) {
    return new MarketNode(
        new SpringApplicationBuilder(Program.class)
            .profiles("command")
            .web(WebApplicationType.NONE)
            .initializers(starting -> starting.getBeanFactory().registerSingleton("clock", clock))
            .properties(
                Map.of(
                    "spring.datasource.url", url,
                    "spring.datasource.hikari.maximum-pool-size", "20",
                    "spring.flyway.enabled", "false",
                    "axon.axonserver.enabled", "false",
                    "axon.serializer.general", "jackson3",
                    "axon.serializer.events", "jackson3",
                    "axon.serializer.messages", "jackson3",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "warn"))
            .run());
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <R> R send(Command command) {
    return get(Commands.class).send(command);
  }

  /** Registers a worker that fits {@link Market}'s machine. */
  public WorkerId register(int number, String price) {
    return register(number, price, 1);
  }

  WorkerId register(int number, String price, int slots) {
    WorkerId worker = Market.worker(number);
    send(
        new RegisterProvider(
            worker,
            Uuids.named(worker.toString()),
            new QubicAddress("PROVIDER-" + number),
            null,
            ProviderType.NATIVE,
            Market.MACHINE,
            slots,
            null,
            null,
            null,
            io.qubix.api.money.Money.of(price),
            null,
            "session"));
    return worker;
  }

  /** Creates a job that fits any provider. */
  public JobId create(int number) {
    JobId job = Market.job(number);
    send(
        new CreateJob(
            job,
            new QubicAddress("CONSUMER"),
            "all-minilm-l6-v2",
            1,
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            JobTerms.NONE));
    return job;
  }

  /** What happened to a job so far, as stored. */
  public List<JobEvent> history(JobId job) {
    return get(EventStore.class)
        .readEvents(job.toString())
        .asStream()
        .map(EventMessage::getPayload)
        .map(JobEvent.class::cast)
        .toList();
  }

  public <E extends JobEvent> Optional<E> last(JobId job, Class<E> type) {
    return history(job).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((first, second) -> second);
  }

  /** Who got the job's last attempt. */
  public Optional<WorkerId> holder(JobId job) {
    return last(job, JobAssigned.class).map(assigned -> assigned.provider().workerId());
  }

  @Override
  public void close() {
    context.close();
  }

  // Not annotated as a configuration, or every other test that scans these packages would find it.
  @EnableAutoConfiguration
  @Import(LogConfiguration.class)
  @ComponentScan(
      basePackages = "io.qubix.command",
      excludeFilters = {
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CommandSide.class),
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = ".*(\\$Program|Controller|\\.job\\.report\\..*)")
      })
  static class Program {

    @Bean
    FlywayMigrationInitializer schema(DataSource dataSource) {
      return new FlywayMigrationInitializer(
          Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/log", "classpath:db/command")
              .load());
    }

    @Bean
    LargeAnswers largeAnswers() {
      return LargeAnswers.UNLIMITED;
    }

    @Bean
    MatchingPolicy policy() {
      return new Cheapest();
    }

    @Bean
    JobOrder order() {
      return JobOrder.OLDEST;
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
