package io.qubix.terminal.print;

import io.qubix.api.text.Printable;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Colours text. A styled text carries marks that only this process knows; {@link #rendered} turns
 * them into escape sequences and shows all other control characters.
 */
public record Style(boolean colours) {

  private static final String MARK =
      "\uE000" + Long.toHexString(new SecureRandom().nextLong()) + ":";

  private static final Pattern MARKED = Pattern.compile(MARK + "(\\d+);");

  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String warning(String text) {
    return in("33", text);
  }

  public String busy(String text) {
    return in("36", text);
  }

  public String faint(String text) {
    return in("2", text);
  }

  public String strong(String text) {
    return in("1", text);
  }

  /** Colours a job's status, or text that begins or ends with one. */
  public String status(String text) {
    return switch (text.strip()) {
      case "COMPLETED", "available" -> good(text);
      case "FAILED", "LOST", "GIVEN_BACK", "TIMED_OUT", "STALLED", "BUDGET" -> bad(text);
      case "CANCELLED", "timed out" -> warning(text);
      case "RUNNING", "ASSIGNED", "busy" -> busy(text);
      case "offline" -> faint(text);
      default -> text;
    };
  }

  /** Returns the line as the terminal gets it. */
  static String rendered(String line) {
    return MARKED.matcher(Printable.line(line)).replaceAll("\u001b[$1m");
  }

  private String in(String code, String text) {
    return colours ? MARK + code + ";" + text + MARK + "0;" : text;
  }
}
