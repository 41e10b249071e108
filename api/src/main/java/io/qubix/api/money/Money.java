package io.qubix.api.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An amount of QUBIC, in whole micro-QUBIC. In JSON it is a number with at most six decimals.
 * Amounts are added up as a {@link Sum}, which cannot overflow; {@code Money} has no addition.
 *
 * <p>Rounding is half up at the sixth decimal, here and nowhere else. Arithmetic beyond the range
 * of a {@code long} throws {@link ArithmeticException}.
 *
 * @param micros whole micro-QUBIC; may be negative
 */
public record Money(long micros) implements Comparable<Money> {

  /** Decimals of a QUBIC that the books keep. */
  public static final int SCALE = 6;

  public static final Money ZERO = new Money(0);

  /** The default highest price of an hour: 1 QUBIC. */
  public static final Money ONE = new Money(1_000_000);

  /** Digits of the largest {@code long}. */
  private static final int MAX_DIGITS = 19;

  private static final BigInteger NANOS_PER_HOUR =
      BigInteger.valueOf(Duration.ofHours(1).toNanos());

  /**
   * @throws ArithmeticException when the amount does not fit
   */
  @JsonCreator
  public static Money of(BigDecimal qubic) {
    return rounded(qubic.scaleByPowerOfTen(SCALE));
  }

  /**
   * Reads a client's amount without rounding, because a rounded amount would be a different
   * payment.
   *
   * @return null when it has more decimals than the books keep
   * @throws ArithmeticException when the amount does not fit
   */
  public static @Nullable Money exactly(BigDecimal qubic) {
    Money money = of(qubic);
    return money.toQubic().compareTo(qubic) == 0 ? money : null;
  }

  public static Money of(String qubic) {
    return of(new BigDecimal(qubic));
  }

  /** Returns the cost of working for a duration at this price per hour. */
  public Money forDuration(Duration worked) {
    BigInteger nanos =
        BigInteger.valueOf(worked.getSeconds())
            .multiply(BigInteger.valueOf(1_000_000_000L))
            .add(BigInteger.valueOf(worked.getNano()));
    BigDecimal product = new BigDecimal(nanos.multiply(BigInteger.valueOf(micros)));
    return new Money(
        product.divide(new BigDecimal(NANOS_PER_HOUR), 0, RoundingMode.HALF_UP).longValueExact());
  }

  /** Returns the cost of {@code hours} at this price per hour. */
  public Money forHours(double hours) {
    return rounded(BigDecimal.valueOf(hours).multiply(BigDecimal.valueOf(micros)));
  }

  public Money negated() {
    return new Money(Math.negateExact(micros));
  }

  @JsonValue
  public BigDecimal toQubic() {
    return BigDecimal.valueOf(micros, SCALE);
  }

  /** Returns the amount without needless zeros, for sentences. */
  public String brief() {
    return toQubic().stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return toQubic().toPlainString();
  }

  private static Money rounded(BigDecimal micros) {
    // Checked first, because 1e-1000000000 or 1e1000000000 would take minutes to write out.
    long digits = (long) micros.precision() - micros.scale();
    if (digits < 0 || micros.signum() == 0) {
      return ZERO;
    } else if (digits > MAX_DIGITS) {
      throw new ArithmeticException("The amount does not fit");
    }
    return new Money(micros.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }
}
