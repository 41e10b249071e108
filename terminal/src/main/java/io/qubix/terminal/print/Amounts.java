package io.qubix.terminal.print;

import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Formats amounts and numbers for people, without rounding. */
public final class Amounts {

  private Amounts() {}

  /** Returns an amount such as {@code 0.75}, or an empty text when there is none. */
  public static String plain(JsonNode amount) {
    return amount.isNumber() ? plain(amount.decimalValue()) : "";
  }

  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** Returns an amount such as {@code 0.75 QUBIC}, or an empty text when there is none. */
  public static String qubic(JsonNode amount) {
    return amount.isNumber() ? plain(amount) + " QUBIC" : "";
  }

  /**
   * Returns a text such as {@code 0.5 hours} or {@code 1 hour}, or an empty text when there is
   * none.
   */
  public static String hours(JsonNode number) {
    String plain = plain(number);
    return plain.isEmpty() ? "" : plain + (plain.equals("1") ? " hour" : " hours");
  }

  /** Returns a text such as {@code 12,345 events} or {@code 1 event}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
