package io.qubix.app.journey;

import io.qubix.app.QubixApplication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole program, started as a user would, on a database of the test's. */
public final class Server implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final Api api;

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
    this.api = new Api(uri());
  }

  public static Server on(String databaseUrl, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--spring.datasource.url=" + databaseUrl);
    return with(all);
  }

  /** On a PostgreSQL of its own, as without any settings. */
  public static Server in(Path data) {
    return with(List.of("--qubix.data=" + data));
  }

  private static Server with(List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--spring.main.register-shutdown-hook=false", "--logging.level.root=warn"));
    arguments.addAll(options);
    // However slow the machine is: a creation is answered with its verdict.
    addUnlessNamed(arguments, "--qubix.jobs.verdict-within=", "30s");
    addUnlessNamed(arguments, "--server.port=", "0");
    return new Server(
        new SpringApplicationBuilder(QubixApplication.class, TestClock.class)
            .run(arguments.toArray(String[]::new)));
  }

  private static void addUnlessNamed(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }

  public Api api() {
    return api;
  }

  public URI uri() {
    return URI.create(
        "http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T get(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** Puts its clock forward. */
  public void forward(Duration by) {
    get(TestClock.Movable.class).forward(by);
  }

  /** What its clock says. */
  public Instant now() {
    return get(TestClock.Movable.class).instant();
  }

  @Override
  public void close() {
    context.close();
  }
}
