package io.qubix.app;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts QUBIX: both sides, or one of them with the profile {@code command} or {@code query}. */
@SpringBootApplication
public class QubixApplication {

  public static void main(String[] args) {
    // Axon would ask its makers for news, and tell them who asks.
    System.setProperty("axoniq.update-checker.disabled", "true");
    SpringApplication.run(QubixApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
