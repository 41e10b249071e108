package io.qubix.api.key;

import java.math.BigInteger;

/** Writes numbers with the digits and letters of ASCII, so that a double click selects them all. */
final class Base62 {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private Base62() {}

  /**
   * Writes a number with a fixed count of digits.
   *
   * @param bytes the number, big-endian and without a sign
   * @param length enough digits for it; of a larger number only the last digits are written
   */
  static String of(byte[] bytes, int length) {
    char[] text = new char[length];
    BigInteger rest = new BigInteger(1, bytes);
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(text);
  }

  /** Returns whether a text is a number of that many digits. */
  static boolean isNumber(String text, int length) {
    return text.length() == length && text.chars().allMatch(digit -> DIGITS.indexOf(digit) >= 0);
  }
}
