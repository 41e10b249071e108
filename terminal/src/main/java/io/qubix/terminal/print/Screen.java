package io.qubix.terminal.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The properties of stdout.
 *
 * @param terminal a person watches; otherwise it is a file or a pipe
 * @param width in columns
 * @param unicode the terminal shows more than ASCII
 * @param colours the output may be coloured
 */
public record Screen(boolean terminal, int width, boolean unicode, boolean colours) {

  private static final int USUAL_WIDTH = 80;

  /** Output that is no terminal is never cut. */
  public static final Screen NONE = new Screen(false, Integer.MAX_VALUE, true, false);

  /** Returns the screen of this process. */
  public static Screen of(Map<String, String> environment) {
    String size = sizeOfTerminal();
    if (size == null) {
      return NONE;
    }
    String term = environment.getOrDefault("TERM", "");
    boolean dumb = term.isEmpty() || term.equals("dumb");
    return new Screen(
        !dumb,
        width(environment.getOrDefault("COLUMNS", ""), size),
        isUtf8(environment),
        !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  static int width(String columns, String size) {
    String wanted = columns.matches("[1-9]\\d{0,4}") ? columns : size.replaceFirst(".* ", "");
    return wanted.matches("[1-9]\\d{0,4}") ? Math.max(20, Integer.parseInt(wanted)) : USUAL_WIDTH;
  }

  private static boolean isUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        return locale.toLowerCase(java.util.Locale.ROOT).matches(".*utf-?8.*");
      }
    }
    return false;
  }

  /**
   * Returns rows and columns, perhaps empty, or null when stdout is no terminal. Java's own {@code
   * Console} needs stdin to be a terminal, too, and stdin is often a pipe.
   */
  private static @Nullable String sizeOfTerminal() {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", "test -t 1 && { stty size < /dev/tty >&2; true; }")
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      String size =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0 ? size : null;
    } catch (IOException e) {
      return System.console() == null ? null : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
