package io.qubix.app.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Binds the server to loopback when no token is set, and refuses a token that can be guessed. */
@Component
class ListenAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(ListenAddress.class);
  private static final String SET_A_TOKEN =
      "Set qubix.token (or QUBIX_TOKEN) to a secret for your clients, or leave the address on"
          + " loopback.";

  private final LockProperties properties;
  private final Environment environment;

  ListenAddress(LockProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @Override
  public void customize(ConfigurableWebServerFactory factory) {
    if (isLocked()) {
      refuseWeakToken();
      return;
    }
    InetAddress asked = environment.getProperty("server.address", InetAddress.class);
    refuseBeyondLoopback("server.address", asked);
    String managementPort = environment.getProperty("management.server.port");
    if (StringUtils.hasText(managementPort)) {
      InetAddress management =
          environment.getProperty("management.server.address", InetAddress.class);
      if (management == null) {
        throw new FailureAnalyzedException(
            "management.server.port is reachable beyond loopback, and no token is set.",
            SET_A_TOKEN);
      }
      refuseBeyondLoopback("management.server.address", management);
    }
    if (asked == null) {
      factory.setAddress(InetAddress.getLoopbackAddress());
    }
    LOG.info("No qubix.token is set: listening on loopback only");
  }

  private boolean isLocked() {
    try {
      return properties.locked();
    } catch (IllegalArgumentException e) {
      throw new FailureAnalyzedException(
          e.getMessage(),
          "Set qubix.security to keys, or leave it out; with qubix.token it is keys.");
    }
  }

  private void refuseWeakToken() {
    if (properties.hasToken() && properties.isWeak()) {
      throw new FailureAnalyzedException(
          "qubix.token can be guessed: it has less than 128 bits.",
          "Set qubix.token (or QUBIX_TOKEN) to a random text of at least 32 hexadecimal digits or"
              + " 22 letters and digits, such as openssl rand -hex 24 prints.");
    }
  }

  private static void refuseBeyondLoopback(String property, @Nullable InetAddress address) {
    if (address != null && !address.isLoopbackAddress()) {
      throw new FailureAnalyzedException(
          property
              + " is "
              + address.getHostAddress()
              + ", which others can reach, and no token is set.",
          SET_A_TOKEN);
    }
  }

  /** After Spring Boot's own customizers, so that this one decides. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
