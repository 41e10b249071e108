package io.qubix.client.options;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.money.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and explains what it refuses. */
public final class Values {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|)");

  private Values() {}

  /** Reads a value of the contract, within the contract's own bounds. */
  public static <T> ITypeConverter<T> of(Function<String, T> value) {
    return text -> {
      try {
        return value.apply(text);
      } catch (Rejection e) {
        throw new TypeConversionException(e.getMessage());
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new TypeConversionException("'" + text + "' is invalid: " + e.getMessage());
      }
    };
  }

  /**
   * Reads a duration above 0, such as {@code 30}, {@code 30s}, {@code 500ms}, {@code 5m} or {@code
   * 1h}.
   */
  public static Duration duration(String text) {
    Duration duration = durationOrNone(text);
    if (duration.isZero()) {
      throw notATime(text);
    }
    return duration;
  }

  /** Reads a duration as {@link #duration}, or 0. */
  public static Duration durationOrNone(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw notATime(text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  private static TypeConversionException notATime(String text) {
    return new TypeConversionException("'" + text + "' is not a time such as 30s, 500ms, 5m or 1h");
  }

  /** Reads the address of a service: http or https, with a host. */
  public static URI server(String text) {
    try {
      URI server = new URI(text.strip());
      if (server.getHost() != null && String.valueOf(server.getScheme()).matches("(?i)https?")) {
        return server;
      }
    } catch (URISyntaxException e) {
      // The explanation below covers this case, too.
    }
    throw new TypeConversionException(
        "'" + text + "' is not an address such as http://localhost:8080");
  }

  /** Reads an amount of QUBIC, 0 or more. */
  public static Money price(String text) {
    BigDecimal price = number(text);
    if (price.signum() < 0 || price.compareTo(BigDecimal.valueOf(Limits.PRICE)) > 0) {
      throw new TypeConversionException("a price must be from 0 to " + Limits.PRICE + " QUBIC");
    }
    Money exact = Money.exactly(price);
    if (exact == null) {
      throw new TypeConversionException("a price must have at most " + Money.SCALE + " decimals");
    }
    return exact;
  }

  /** Reads a decimal number without rounding. */
  public static BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number such as 0.5");
    }
  }
}
