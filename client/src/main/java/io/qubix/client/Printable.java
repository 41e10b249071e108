package io.qubix.client;

/** Makes text of other users safe for a terminal or a log. */
public final class Printable {

  private Printable() {}

  /**
   * Returns the text on one line without control sequences: line breaks and control characters
   * become blanks; characters that change the direction of writing or have no width are removed.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(
            point ->
                switch (Character.getType(point)) {
                  case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                      ' ';
                  case Character.FORMAT -> -1;
                  case Character.SURROGATE -> '\uFFFD';
                  default -> point;
                })
        .filter(point -> point >= 0)
        .forEach(line::appendCodePoint);
    return line.toString();
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
