package io.qubix.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietOutagesTest {

  private static final SQLException GONE = new SQLException("Connection refused", "08001");
  private static final SQLException FULL = new SQLException("No space left on device", "53100");

  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Logger ours = context.getLogger("io.qubix.Some");
  private final Logger pool = context.getLogger("com.zaxxer.hikari.pool.PoolBase");

  @BeforeEach
  void start() {
    QuietOutages filter = new QuietOutages(nanos::get);
    filter.start();
    context.addTurboFilter(filter);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(lines);
    lines.start();
  }

  @Test
  void anOutageIsOneLineOfEachCauseAMinute_withoutATrace_whoeverSaysIt() {
    for (int i = 0; i < 1_000; i++) {
      ours.warn("It cannot be written", new IllegalStateException("wrapped", GONE));
      pool.error("{} - failed", "qubix", GONE);
      ours.error("{} cannot be kept", "It", FULL);
    }

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "It cannot be written. The database is away: it cannot be reached: Connection refused",
            "It cannot be kept. The database is away: it has no room: No space left on device");
    assertThat(lines.list).extracting(ILoggingEvent::getThrowableProxy).containsOnlyNulls();

    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    ours.warn("It cannot be written", GONE);
    assertThat(lines.list).hasSize(2);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    ours.warn("It cannot be written", GONE);
    assertThat(lines.list).hasSize(3);
    assertThat(lines.list.get(2).getFormattedMessage()).endsWith("(and 2000 more such failures)");
  }

  @Test
  void theTracesAreAtDebug() {
    ours.setLevel(Level.DEBUG);
    ours.warn("It cannot be written", GONE);
    ours.warn("It cannot be written", GONE);

    assertThat(lines.list)
        .filteredOn(line -> line.getThrowableProxy() != null)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.DEBUG, Level.DEBUG);
  }

  @Test
  void whatIsNoOutageIsLoggedAsEver() {
    SQLException duplicate = new SQLException("duplicate key", "23505");
    ours.error("It failed", duplicate);
    ours.error("It failed", duplicate);
    ours.warn("A warning");
    ours.warn("A warning");
    ours.info("It is only information", GONE);

    assertThat(lines.list).hasSize(5);
    assertThat(lines.list.get(0).getThrowableProxy()).isNotNull();
  }

  @Test
  void aLibraryThatRepeatsItself_isHeardOnceAMinute() {
    for (int i = 0; i < 20; i++) {
      pool.warn("{} - Failed to validate connection {}", "qubix", i);
    }
    pool.warn("Another warning");

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("qubix - Failed to validate connection 0", "Another warning");
  }
}
