package io.qubix.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.JobTelemetry;
import io.qubix.api.telemetry.LogLine;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.command.matching.FirstOffer;
import io.qubix.log.LogConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node with aggregates and their endpoints, without matcher and saga. */
public final class RestNode implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  /** An answer: its status, its body as JSON, and its headers but the time. */
  public record Answer(int status, JsonNode body, HttpHeaders headers) {}

  private RestNode(ConfigurableApplicationContext context) {
    this.context = context;
    base = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
  }

  public static RestNode on(String url, Map<String, Object> more) {
    return on(url, Clock.systemUTC(), more);
  }

  public static RestNode on(String url, Clock clock, Map<String, Object> more) {
    return new RestNode(
        new SpringApplicationBuilder(Program.class)
            .profiles("command")
            .initializers(starting -> starting.getBeanFactory().registerSingleton("clock", clock))
            .properties(more)
            .properties(
                Map.of(
                    "spring.datasource.url", url,
                    "spring.flyway.enabled", "false",
                    "axon.axonserver.enabled", "false",
                    "axon.serializer.general", "jackson3",
                    "axon.serializer.events", "jackson3",
                    "axon.serializer.messages", "jackson3",
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "spring.main.banner-mode", "off",
                    "logging.level.root", "warn"))
            .run());
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T get(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  public Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, "");
  }

  private Answer send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      HttpHeaders lasting =
          HttpHeaders.of(answer.headers().map(), (name, value) -> !name.equalsIgnoreCase("Date"));
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()), lasting);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** Offers new jobs as its script says; makes no offer without one. */
  public static final class ScriptedOffer implements FirstOffer {

    public volatile FirstOffer script = (job, assign) -> {};

    @Override
    public void make(JobCreated job, Consumer<AssignJob> assign) {
      script.make(job, assign);
    }
  }

  /** Says who sends the requests of this node. */
  public static final class ScriptedCaller implements CurrentCaller {

    public volatile Caller caller = Caller.ANYBODY;

    @Override
    public Caller now() {
      return caller;
    }
  }

  /** Telemetry as it was reported. */
  public static final class NotedTelemetry implements Telemetry {
    public final List<LogLine> lines = new CopyOnWriteArrayList<>();
    public final List<JsonNode> metrics = new CopyOnWriteArrayList<>();

    @Override
    public void ofJobs(List<JobTelemetry> reports) {
      for (JobTelemetry report : reports) {
        if (report.metrics() != null) {
          metrics.add(report.metrics());
        }
        lines.addAll(report.lines());
      }
    }

    @Override
    public void ofProvider(WorkerId workerId, Instant at, JsonNode usage) {
      metrics.add(usage);
    }
  }

  @RestControllerAdvice
  static class Refusals {

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(Rejection refusal) {
      return ResponseEntity.status(refusal.status())
          .body(Map.of("error", String.valueOf(refusal.getMessage())));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = {
        "io.qubix.command.bus",
        "io.qubix.command.axon",
        "io.qubix.command.job",
        "io.qubix.command.key",
        "io.qubix.command.lease",
        "io.qubix.command.provider",
        "io.qubix.command.usage",
        "io.qubix.command.user"
      },
      excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\$Program"))
  @Import(LogConfiguration.class)
  static class Program {

    @Bean
    FlywayMigrationInitializer schema(javax.sql.DataSource dataSource) {
      return new FlywayMigrationInitializer(
          org.flywaydb.core.Flyway.configure()
              .dataSource(dataSource)
              .locations("classpath:db/log", "classpath:db/command")
              .load());
    }

    @Bean
    Refusals refusals() {
      return new Refusals();
    }

    @Bean
    ScriptedOffer offer() {
      return new ScriptedOffer();
    }

    @Bean
    ScriptedCaller caller() {
      return new ScriptedCaller();
    }

    @Bean
    ScriptedRoom room() {
      return new ScriptedRoom();
    }

    @Bean
    NotedTelemetry telemetry() {
      return new NotedTelemetry();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
