package io.qubix.benchmarks.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.Rejection;
import io.qubix.benchmarks.arm.Database;
import io.qubix.query.projection.Positions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the whole program as a user starts it, with a separate database and every feature on. */
public final class Server implements AutoCloseable {

  private static final String PROGRAM = "io.qubix.app.QubixApplication";
  public static final List<String> PROJECTIONS =
      List.of("job", "provider", "user", "ledger", "act");

  /** For a load; a {@link History} takes longer. */
  private static final Duration CATCH_UP = Duration.ofMinutes(2);

  private final ConfigurableApplicationContext context;
  private final String url;

  /**
   * @param options further settings, as a user may pass them
   */
  public Server(Database database, Path data, String... options) throws Exception {
    url = database.create("server");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--server.port=0");
    arguments.add("--spring.datasource.url=" + url);
    arguments.add("--qubix.data=" + Files.createTempDirectory(data, "server"));
    arguments.add("--spring.main.register-shutdown-hook=false");
    arguments.add("--logging.level.root=warn");
    context =
        new SpringApplicationBuilder(Class.forName(PROGRAM)).run(arguments.toArray(String[]::new));
  }

  public String url() {
    return url;
  }

  public URI uri() {
    return URI.create(
        "http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Returns a gauge of the program's metrics. */
  public double gauge(String name) {
    return get(MeterRegistry.class).get(name).gauge().value();
  }

  /** Waits until every read model has passed the newest event. */
  public void awaitProjections() {
    awaitProjections(CATCH_UP);
  }

  public void awaitProjections(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        get(Positions.class).await(PROJECTIONS.toArray(String[]::new));
        return;
      } catch (Rejection.Unavailable e) {
        // Each request waits for only two seconds.
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
