package io.qubix.api.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of QUBIC amounts without a bound, so that it cannot overflow: every addition gives a sum,
 * and only a single amount is {@link Money}. In JSON it is a number with at most six decimals, like
 * an amount.
 *
 * @param micros whole micro-QUBIC; may be negative
 */
public record Sum(BigInteger micros) {

  public static final Sum ZERO = new Sum(BigInteger.ZERO);

  /**
   * @throws ArithmeticException when the number has more than six decimals
   */
  @JsonCreator
  public static Sum of(BigDecimal qubic) {
    return ofMicros(qubic.movePointRight(Money.SCALE));
  }

  public static Sum of(Money amount) {
    return new Sum(BigInteger.valueOf(amount.micros()));
  }

  /**
   * @param micros as the database adds them up
   * @throws ArithmeticException when the number is not whole
   */
  public static Sum ofMicros(BigDecimal micros) {
    return new Sum(micros.toBigIntegerExact());
  }

  public static Sum of(Iterable<Money> amounts) {
    Sum sum = ZERO;
    for (Money amount : amounts) {
      sum = sum.plus(amount);
    }
    return sum;
  }

  public Sum plus(Money amount) {
    return plus(of(amount));
  }

  public Sum plus(Sum other) {
    return new Sum(micros.add(other.micros));
  }

  public Sum minus(Sum other) {
    return new Sum(micros.subtract(other.micros));
  }

  public Sum negated() {
    return new Sum(micros.negate());
  }

  @JsonValue
  public BigDecimal toQubic() {
    return new BigDecimal(micros, Money.SCALE);
  }

  @Override
  public String toString() {
    return toQubic().toPlainString();
  }
}
