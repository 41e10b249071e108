package io.qubix.api.text;

import java.util.Locale;

/**
 * Makes text of other users safe for a terminal or a log: control characters are shown, never
 * obeyed.
 */
public final class Printable {

  private Printable() {}

  /**
   * Returns the text on one line. Line breaks and tabs become blanks. Other control characters, and
   * characters that have no width or change the direction of writing, are shown as JSON would
   * escape them: two names that differ look different.
   */
  public static String line(String text) {
    if (text.codePoints().allMatch(Printable::isPrintable)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static void append(StringBuilder line, int point) {
    if (isPrintable(point)) {
      line.appendCodePoint(point);
    } else if (isBlank(point)) {
      line.append(' ');
    } else {
      String escaped = point > Character.MAX_VALUE ? "\\u{%x}" : "\\u%04x";
      line.append(String.format(Locale.ROOT, escaped, point));
    }
  }

  /** Returns whether the character is a line break or a tab, in any of their forms. */
  private static boolean isBlank(int point) {
    return point >= '\t' && point <= '\r' || point == 0x85 || point == 0x2028 || point == 0x2029;
  }

  /** Returns whether the character may stand in a line as it is. */
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
