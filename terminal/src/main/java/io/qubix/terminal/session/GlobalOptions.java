package io.qubix.terminal.session;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command, before or after its name. */
public final class GlobalOptions {

  /** Options whose default comes from the environment. */
  public static final Set<String> FROM_ENVIRONMENT =
      Set.of("--server", "--token", "--timeout", "--retry");

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      order = 100,
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The service (QUBIX_SERVER; default: http://localhost:8080).")
  URI server = URI.create("http://localhost:8080");

  @Option(
      names = {"--token", "--key"},
      scope = ScopeType.INHERIT,
      order = 101,
      paramLabel = "TOKEN",
      description =
          "The service's token, or your key. QUBIX_TOKEN keeps it out of the list of processes.")
  @Nullable String token;

  @Option(
      names = "--address",
      scope = ScopeType.INHERIT,
      order = 102,
      paramLabel = "ADDRESS",
      description = "Your Qubic address (QUBIX_ADDRESS).")
  @Nullable String address;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      order = 103,
      description = "Prints JSON, for scripts; errors too, on stderr.")
  boolean json;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      order = 104,
      description = "No colours (NO_COLOR).")
  boolean noColor;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      order = 105,
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "The longest wait for one answer (QUBIX_TIMEOUT; default: 30s).")
  Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--retry",
      scope = ScopeType.INHERIT,
      order = 106,
      paramLabel = "TIME",
      description = "How long to retry while the service is away (QUBIX_RETRY; default: no retry).")
  @Nullable Duration retry;
}
