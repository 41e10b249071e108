package io.qubix.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the server's address once it is ready. */
@Component
class ReadyLine {

  private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

  private final Environment environment;

  ReadyLine(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void ready() {
    String address = address();
    // The pages need the query side.
    boolean console = environment.matchesProfiles("query | !command");
    LOG.info(
        "QUBIX is ready on {} ({}the API: {}/swagger-ui.html)",
        address,
        console ? "open it in a browser for the console; " : "",
        address);
  }

  private String address() {
    boolean tls =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.key-store")
            || environment.containsProperty("server.ssl.certificate");
    String host = environment.getProperty("server.address", "localhost");
    boolean any = host.equals("0.0.0.0") || host.equals("::");
    return (tls ? "https://" : "http://")
        + (any ? "localhost" : host)
        + ":"
        + environment.getProperty("local.server.port");
  }
}
