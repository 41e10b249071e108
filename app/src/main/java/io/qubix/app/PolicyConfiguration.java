package io.qubix.app;

import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the matching policy and the order of jobs, for both sides and the console. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  @Bean
  MatchingPolicy matchingPolicy(@Value("${qubix.matching.policy:cheapest}") String name) {
    return named(name, MatchingPolicy::named, "qubix.matching.policy");
  }

  @Bean
  JobOrder jobOrder(@Value("${qubix.matching.order:oldest}") String name) {
    return named(name, JobOrder::named, "qubix.matching.order");
  }

  private static <T> T named(String name, Function<String, T> known, String setting) {
    try {
      return known.apply(name);
    } catch (IllegalArgumentException e) {
      throw new FailureAnalyzedException(e.getMessage(), "Name one of these as " + setting + ".");
    }
  }
}
