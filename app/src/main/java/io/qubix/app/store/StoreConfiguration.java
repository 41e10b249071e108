package io.qubix.app.store;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Checks the database before anything else uses it, and later for health. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  static BeanPostProcessor firstContact(Environment environment) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource pool) {
          new FirstContact(
                  pool,
                  environment.getProperty(
                      "qubix.store.wait", Duration.class, Duration.ofMinutes(1)))
              .make();
        }
        return bean;
      }
    };
  }

  /** Replaces Spring Boot's check, which a standby passes, too. */
  @Bean
  StoreHealth dbHealthIndicator(
      DataSource pool, @Value("${spring.datasource.hikari.connection-test-query}") String check) {
    return new StoreHealth(pool, check);
  }
}
