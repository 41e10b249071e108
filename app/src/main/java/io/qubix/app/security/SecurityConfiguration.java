package io.qubix.app.security;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.key.KeyId;
import io.qubix.api.lease.HeardWorkers;
import io.qubix.app.problem.ProblemWriter;
import io.qubix.app.security.access.AccessTable;
import io.qubix.app.security.limit.RateLimitFilter;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.firewall.HttpFirewall;

/** The parts that both chains share. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  AccessTable accessTable() {
    return AccessTable.OF_THE_PROGRAM;
  }

  @Bean
  AuthenticationManager authenticationManager(List<AuthenticationProvider> providers) {
    return new ProviderManager(providers);
  }

  /** Tells the command side who sent the request of this thread. */
  @Bean
  CurrentCaller currentCaller(ObjectProvider<Callers> callers) {
    return new CurrentCaller() {
      @Override
      public Caller now() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Caller caller
            ? caller
            : Caller.ANYBODY;
      }

      @Override
      public BooleanSupplier standing() {
        String key = now().keyId();
        return key == null ? () -> true : () -> callers.getObject().isGood(new KeyId(key));
      }
    };
  }

  @Bean
  HttpFirewall hostFirewall(LockProperties properties) {
    return new HostFirewall(properties);
  }

  /** Requests are measured as a whole; a figure for each filter costs more than it tells. */
  @Bean
  SecurityObservationSettings withoutFiguresOfFilters() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  RateLimitFilter rateLimitFilter(
      LockProperties properties,
      ObjectProvider<HeardWorkers> heard,
      ProblemWriter problems,
      Clock clock) {
    return new RateLimitFilter(properties.limits().requestsPerSecond(), heard, problems, clock);
  }

  /** It is a part of the chains, and no filter of the container. */
  @Bean
  FilterRegistrationBean<RateLimitFilter> withinTheChains(RateLimitFilter limit) {
    FilterRegistrationBean<RateLimitFilter> registration = new FilterRegistrationBean<>(limit);
    registration.setEnabled(false);
    return registration;
  }
}
