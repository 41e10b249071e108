package io.qubix.app;

import io.qubix.command.CommandSide;
import io.qubix.log.LogConfiguration;
import io.qubix.postgres.PostgresConfiguration;
import io.qubix.query.QuerySide;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts QUBIX: both sides, or one of them with the profile {@code command} or {@code query}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({CommandSide.class, QuerySide.class, LogConfiguration.class, PostgresConfiguration.class})
public class QubixApplication {

  /** The exit code that the JVM itself uses. */
  private static final int OUT_OF_MEMORY = 3;

  public static void main(String[] args) {
    // Libraries format numbers and change case by the default locale; pages use the reader's
    // browser.
    Locale.setDefault(Locale.ROOT);
    // Otherwise Axon asks its vendor's server for updates, and sends data about this program.
    System.setProperty("axoniq.update-checker.disabled", "true");
    endWhenMemoryRunsOut();
    SpringApplication.run(QubixApplication.class, args);
  }

  /**
   * Ends the program like {@code -XX:+ExitOnOutOfMemoryError}, also where that option is not set.
   */
  private static void endWhenMemoryRunsOut() {
    VitalThreads.endBy(() -> Runtime.getRuntime().halt(OUT_OF_MEMORY));
    Thread.setDefaultUncaughtExceptionHandler(VitalThreads::uncaught);
  }

  /**
   * Ticks in milliseconds, the precision that clients see, so that stored and shown times are
   * equal.
   */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
