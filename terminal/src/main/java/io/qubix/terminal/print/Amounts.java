package io.qubix.terminal.print;

import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Amounts and numbers as people read them, exactly as they are. */
public final class Amounts {

  private Amounts() {}

  /** Such as {@code 0.75}; empty when there is none. */
  public static String plain(JsonNode amount) {
    return amount.isNumber() ? plain(amount.decimalValue()) : "";
  }

  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** Such as {@code 0.75 QUBIC}; empty when there is none. */
  public static String qubic(JsonNode amount) {
    return amount.isNumber() ? plain(amount) + " QUBIC" : "";
  }

  /** Such as {@code 0.5 hours} or {@code 1 hour}; empty when there is none. */
  public static String hours(JsonNode number) {
    String plain = plain(number);
    return plain.isEmpty() ? "" : plain + (plain.equals("1") ? " hour" : " hours");
  }

  /** Such as {@code 12,345 events} or {@code 1 event}. */
  public static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
