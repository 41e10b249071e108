package io.qubix.terminal.job;

import io.qubix.api.money.Money;
import io.qubix.client.options.Values;
import io.qubix.terminal.print.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for what a job may cost, how long it may take, and how often it is tried. */
final class LimitOptions {

  @Option(
      names = "--max-total-cost",
      paramLabel = "QUBIC",
      converter = Cost.class,
      description = "The most that it may cost; an attempt that costs more is ended.")
  private @Nullable Money maxTotalCost;

  @Option(
      names = "--attempt-timeout",
      paramLabel = "TIME",
      description = "The longest attempt, such as 2h (default: the server's).")
  private @Nullable Duration timeout;

  @Option(
      names = "--progress-timeout",
      paramLabel = "TIME",
      description = "The longest time without news from the worker, such as 5m.")
  private @Nullable Duration progressTimeout;

  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "When it may begin, such as 2026-11-23T18:00:00Z.")
  private @Nullable Instant notBefore;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "When it is over if it is not done.")
  private @Nullable Instant expires;

  @Option(
      names = "--max-reassignments",
      paramLabel = "0..10",
      description = "How often it is tried again after a failure (default: 3).")
  private @Nullable Integer maxReassignments;

  @Option(
      names = "--backoff",
      paramLabel = "SECONDS",
      split = ",",
      description = "The pauses before that, such as 0,2,8; the last one counts for all further.")
  private @Nullable List<Integer> backoff;

  /** Reads an amount above 0; the server knows the highest. */
  static final class Cost implements ITypeConverter<Money> {

    private final ITypeConverter<Money> exact =
        Values.of(text -> Money.exactly(Values.number(text)));

    @Override
    public Money convert(String text) throws Exception {
      Money cost = exact.convert(text);
      if (cost == null || cost.compareTo(Money.ZERO) <= 0) {
        throw new TypeConversionException(
            "a cost must be above 0 QUBIC, with at most " + Money.SCALE + " decimals");
      }
      return cost;
    }
  }

  void putInto(Map<String, Object> body) {
    put(body, "maxTotalCost", maxTotalCost);
    put(body, "timeoutSeconds", seconds(timeout));
    put(body, "progressTimeoutSeconds", seconds(progressTimeout));
    put(body, "notBefore", notBefore);
    put(body, "expiresAt", expires);
    Map<String, Object> retry = new LinkedHashMap<>();
    put(retry, "maxReassignments", maxReassignments);
    put(retry, "backoffSeconds", backoff);
    put(body, "retry", retry.isEmpty() ? null : retry);
  }

  /** Part of a second counts as a whole one, because the server takes whole seconds. */
  private static @Nullable Long seconds(@Nullable Duration time) {
    return time == null ? null : time.plusMillis(999).toSeconds();
  }

  private static void put(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
