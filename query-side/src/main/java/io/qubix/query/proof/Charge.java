package io.qubix.query.proof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Computes amounts for the audit, straight from the JSON of the events. */
final class Charge {

  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);
  private static final BigInteger TWICE_AN_HOUR =
      NANOS_PER_SECOND.multiply(BigInteger.valueOf(2 * 3_600));

  private Charge() {}

  /**
   * Returns the cost of {@code nanos} of work in micro-QUBIC, rounded half up. {@code ⌊(2ab + c) /
   * 2c⌋} is {@code ab / c} rounded half up, in whole numbers.
   */
  static BigInteger of(BigInteger nanos, BigInteger microsPerHour) {
    BigInteger twice = nanos.multiply(microsPerHour).shiftLeft(1);
    return twice.add(TWICE_AN_HOUR.shiftRight(1)).divide(TWICE_AN_HOUR);
  }

  /**
   * @throws IllegalArgumentException when it is no amount of whole micro-QUBIC, 0 or more
   */
  static BigInteger micros(JsonNode qubic) {
    if (!qubic.isNumber()) {
      throw new IllegalArgumentException("not an amount: " + qubic);
    }
    return whole(qubic.decimalValue().movePointRight(6), qubic);
  }

  /**
   * @throws IllegalArgumentException when it is no duration, 0 or longer
   */
  static BigInteger nanos(JsonNode duration) {
    if (duration.isNumber()) {
      return whole(duration.decimalValue().movePointRight(9), duration);
    }
    try {
      Duration parsed = Duration.parse(duration.asString(""));
      return whole(
          BigDecimal.valueOf(parsed.getSeconds())
              .movePointRight(9)
              .add(BigDecimal.valueOf(parsed.getNano())),
          duration);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a duration: " + duration, e);
    }
  }

  private static BigInteger whole(BigDecimal number, JsonNode source) {
    try {
      BigInteger whole = number.toBigIntegerExact();
      if (whole.signum() >= 0) {
        return whole;
      }
    } catch (ArithmeticException e) {
      // The refusal below covers this case, too.
    }
    throw new IllegalArgumentException("not a whole number from 0 on: " + source);
  }
}
