package io.qubix.app.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.qubix.api.Rejection;
import io.qubix.runtime.store.StoreFailure;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps the log short while the database is away: our code and the libraries log one line a minute
 * for each cause, without a stack trace. All other lines, and the traces, go to debug.
 */
final class QuietOutages extends TurboFilter {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static final Marker SHORTENED = MarkerFactory.getMarker("shortened");

  /** Loggers that also complain without a cause, once for each connection or message. */
  private static final String[] LIBRARIES = {
    "com.zaxxer.hikari.", "org.axonframework.", "com.github.kagkarlsson."
  };

  private final LongSupplier nanos;
  private final Map<Object, Minute> minutes = new ConcurrentHashMap<>();

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  QuietOutages(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Installs the filter, unless it is there already. */
  static void in(LoggerContext context) {
    if (context.getTurboFilterList().stream().noneMatch(QuietOutages.class::isInstance)) {
      QuietOutages filter = new QuietOutages(System::nanoTime);
      filter.setContext(context);
      filter.start();
      context.addTurboFilter(filter);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    if (format == null
        || marker == SHORTENED
        || !level.isGreaterOrEqual(Level.WARN)
        || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      return FilterReply.NEUTRAL;
    }
    Throwable failure = thrown == null ? MessageFormatter.getThrowableCandidate(arguments) : thrown;
    Cause cause = failure == null ? null : Cause.of(failure);
    if (failure != null && cause != null) {
      shorten(logger, level, MessageFormatter.arrayFormat(format, arguments).getMessage(), cause);
      logger.debug(format, failure);
      return FilterReply.DENY;
    } else if (failure == null && isOfALibrary(logger)) {
      return minuteOf(logger.getName() + format).pass() < 0
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
    return FilterReply.NEUTRAL;
  }

  private void shorten(Logger logger, Level level, String message, Cause cause) {
    long more = minuteOf(cause.key()).pass();
    if (more >= 0) {
      String line =
          message
              + ". "
              + cause.sentence()
              + (more == 0 ? "" : " (and " + more + " more such failures)");
      logger.log(
          SHORTENED,
          QuietOutages.class.getName(),
          Level.toLocationAwareLoggerInteger(level),
          "{}",
          new Object[] {line},
          null);
    }
  }

  private Minute minuteOf(Object cause) {
    return minutes.computeIfAbsent(cause, c -> new Minute());
  }

  private static boolean isOfALibrary(Logger logger) {
    for (String library : LIBRARIES) {
      if (logger.getName().startsWith(library)) {
        return true;
      }
    }
    return false;
  }

  /** Passes one line a minute, and counts the others. */
  private final class Minute {

    private long held;
    private long until = Long.MIN_VALUE;
    private boolean begun;

    /** Returns how many lines were suppressed before this one, or -1 to suppress this one, too. */
    synchronized long pass() {
      long now = nanos.getAsLong();
      if (begun && now - until < 0) {
        held++;
        return -1;
      }
      long before = held;
      begun = true;
      held = 0;
      until = now + MINUTE;
      return before;
    }
  }

  /**
   * A cause outside the program.
   *
   * @param key equal for equal causes
   */
  private record Cause(Object key, String sentence) {

    /** Axon's message when a transaction could not begin, in place of the cause. */
    private static final String NO_TRANSACTION =
        "The UnitOfWork is in an incompatible phase: NOT_STARTED";

    static @Nullable Cause of(Throwable failure) {
      Optional<StoreFailure> meaning = StoreFailure.of(failure);
      if (meaning.isPresent()) {
        return meaning
            .filter(StoreFailure::isAway)
            .map(away -> new Cause(away, sentence(away, Reason.of(failure))))
            .orElse(null);
      } else if (NO_TRANSACTION.equals(failure.getMessage())) {
        return new Cause(
            StoreFailure.UNREACHABLE, sentence(StoreFailure.UNREACHABLE, "no transaction begins"));
      }
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof Rejection.Unavailable unavailable) {
          return new Cause(Rejection.Unavailable.class, unavailable.getMessage());
        }
      }
      return null;
    }

    private static String sentence(StoreFailure away, String reason) {
      return "The database is away: " + away.words() + ": " + reason;
    }
  }
}
