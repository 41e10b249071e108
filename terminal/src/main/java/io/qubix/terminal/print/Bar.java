package io.qubix.terminal.print;

import java.util.Locale;

/** Draws a line at the bottom of the terminal, and draws it again after each change. */
public final class Bar {

  private static final int LENGTH = 24;
  private static final String ERASE = "\r\u001b[2K";

  private final Output output;
  private String drawn = "";

  public Bar(Output output) {
    this.output = output;
  }

  /**
   * @param percent of the bar; below 0 there is no bar
   */
  public void draw(String state, int percent, String details) {
    // A control character that is shown takes several columns.
    String status = Text.clean(state);
    boolean unicode = output.screen().unicode();
    // Some terminals wrap a full line, so one column stays free.
    int room = output.screen().width() - 1 - Text.width(status) - 1;
    String bar = percent < 0 ? "" : bar(percent, unicode);
    StringBuilder line = new StringBuilder(output.style().status(status)).append(' ');
    if (!bar.isEmpty() && Text.width(bar) + 1 < room) {
      line.append(output.style().busy(bar)).append(' ');
      room -= Text.width(bar) + 1;
    }
    line.append(Text.cut(Text.clean(details), Math.max(1, room), unicode));
    drawn = line.toString();
    output.raw(ERASE + Style.rendered(drawn));
  }

  /** Prints text that stays, above the bar. */
  public void above(String text) {
    output.raw(ERASE + Style.rendered(text) + "\n" + Style.rendered(drawn));
  }

  public void clear() {
    output.raw(ERASE);
    drawn = "";
  }

  static String bar(int percent, boolean unicode) {
    int full = Math.min(100, percent) * LENGTH / 100;
    String done = (unicode ? "█" : "#").repeat(full);
    String open = (unicode ? "░" : "-").repeat(LENGTH - full);
    return "[" + done + open + "] " + String.format(Locale.ROOT, "%3d%%", percent);
  }
}
