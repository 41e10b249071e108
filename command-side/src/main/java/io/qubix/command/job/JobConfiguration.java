package io.qubix.command.job;

import io.qubix.api.caller.SecurityMode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what new jobs get from the operator, and what work is paid for. Nodes that only answer
 * queries estimate by the same settings.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class JobConfiguration {

  /** In open mode only this machine's programs are served: their word is taken by default. */
  @Bean
  Metering metering(
      @Value("${qubix.metering:#{null}}") @Nullable Metering chosen,
      @Value("${qubix.security:}") String security,
      @Value("${qubix.token:}") String token) {
    if (chosen != null) {
      return chosen;
    }
    return SecurityMode.of(security, token) == SecurityMode.OPEN
        ? Metering.TRUST
        : Metering.WALL_CLOCK;
  }
}
