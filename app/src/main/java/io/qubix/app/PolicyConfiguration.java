package io.qubix.app;

import io.qubix.api.matching.MatchingPolicy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the matching policy, for both sides and the console. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  @Bean
  MatchingPolicy matchingPolicy(@Value("${qubix.matching.policy:cheapest}") String name) {
    try {
      return MatchingPolicy.named(name);
    } catch (IllegalArgumentException e) {
      throw new FailureAnalyzedException(
          e.getMessage(), "Name one of these as qubix.matching.policy.");
    }
  }
}
