package io.qubix.app.correlation;

import java.util.Map;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class CorrelationConfiguration implements WebMvcConfigurer {

  private static final String METADATA_KEY = "correlationId";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new LoggedSubject());
  }

  /** Adds the id of the causing request to events. */
  @Bean
  CorrelationDataProvider requestCorrelation() {
    return message -> {
      Object inherited = message.getMetaData().get(METADATA_KEY);
      Object id = inherited == null ? Correlation.current() : inherited;
      return id == null ? Map.of() : Map.of(METADATA_KEY, id);
    };
  }
}
