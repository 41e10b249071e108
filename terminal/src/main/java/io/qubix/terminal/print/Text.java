package io.qubix.terminal.print;

import io.qubix.api.text.Printable;
import java.util.Locale;

/** Makes text of other users safe and short enough for the screen. */
public final class Text {

  private Text() {}

  /** Returns the text on one line, its control characters shown. */
  public static String clean(String text) {
    return Printable.line(text);
  }

  /**
   * Returns the same JSON with each character escaped that could command the terminal; line breaks
   * stand between its values only.
   */
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || Printable.isPrintable(point)) {
                escaped.appendCodePoint(point);
              } else {
                for (char unit : Character.toChars(point)) {
                  escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  /** Returns the number of columns that a text takes. */
  public static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /** Cuts a text to {@code columns}; a longer text ends with an ellipsis. */
  public static String cut(String text, int columns, boolean unicode) {
    if (width(text) <= columns) {
      return text;
    }
    String more = unicode ? "…" : "~";
    StringBuilder cut = new StringBuilder();
    int taken = 0;
    for (int point : text.codePoints().toArray()) {
      taken += width(point);
      if (taken > columns - 1) {
        break;
      }
      cut.appendCodePoint(point);
    }
    return cut.toString().stripTrailing() + more;
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  /** Returns whether a character takes two columns: East Asian wide characters and most emoji. */
  private static boolean isWide(int point) {
    return point >= 0x1100 && point <= 0x115F
        || point >= 0x2E80 && point <= 0xA4CF
        || point >= 0xAC00 && point <= 0xD7A3
        || point >= 0xF900 && point <= 0xFAFF
        || point >= 0xFE30 && point <= 0xFE6F
        || point >= 0xFF00 && point <= 0xFF60
        || point >= 0xFFE0 && point <= 0xFFE6
        || point >= 0x1F300 && point <= 0x1FAFF
        || point >= 0x20000 && point <= 0x3FFFD;
  }
}
