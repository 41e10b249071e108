package io.qubix.query.job;

import io.qubix.query.ForQueries;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Knows when a held request has left the filters. */
@Configuration(proxyBeanMethods = false)
@ForQueries
class PollingConfiguration {

  @Bean
  FilterRegistrationBean<HeldRequest.Filter> heldRequests() {
    FilterRegistrationBean<HeldRequest.Filter> filter =
        new FilterRegistrationBean<>(new HeldRequest.Filter());
    filter.addUrlPatterns("/api/jobs/pending/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
