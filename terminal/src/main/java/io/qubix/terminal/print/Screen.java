package io.qubix.terminal.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What stdout is.
 *
 * @param terminal whether a person watches; else it is a file or a pipe
 * @param width in columns
 * @param unicode whether it shows more than ASCII
 * @param colours whether it may be coloured
 */
public record Screen(boolean terminal, int width, boolean unicode, boolean colours) {

  private static final int USUAL_WIDTH = 80;

  /** What is no terminal is never cut. */
  public static final Screen NONE = new Screen(false, Integer.MAX_VALUE, true, false);

  /** Of this process. */
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
   * Rows and columns, maybe empty; null when stdout is no terminal. Java's own {@code Console} asks
   * for stdin too, which may well be a pipe.
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
