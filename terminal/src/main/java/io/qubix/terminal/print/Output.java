package io.qubix.terminal.print;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a command prints: results on stdout, everything else on stderr, both in UTF-8. */
public final class Output {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final PrintWriter out;
  private final PrintWriter err;
  private final Screen screen;
  private final Style style;

  public Output(OutputStream out, OutputStream err, Screen screen) {
    this(
        new PrintWriter(out, false, StandardCharsets.UTF_8),
        new PrintWriter(err, true, StandardCharsets.UTF_8),
        screen,
        new Style(screen.colours()));
  }

  private Output(PrintWriter out, PrintWriter err, Screen screen, Style style) {
    this.out = out;
    this.err = err;
    this.screen = screen;
    this.style = style;
  }

  /** The same as the options want it. */
  public Output with(boolean json, boolean noColor) {
    return json || noColor ? new Output(out, err, screen, new Style(false)) : this;
  }

  public Style style() {
    return style;
  }

  public Screen screen() {
    return screen;
  }

  public PrintWriter out() {
    return out;
  }

  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Whether nobody reads any more: the other end of the pipe is gone. */
  public boolean isClosed() {
    return out.checkError();
  }

  /** Without a line break, and at once. */
  public void raw(String text) {
    out.print(text);
    out.flush();
  }

  public void json(Object value) {
    line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  /** On one line. */
  public void jsonLine(Object value) {
    line(JSON.writeValueAsString(value));
  }

  /** Something that is not the result. */
  public void notice(String text) {
    err.println(text);
  }

  public void error(String message, @Nullable String hint) {
    out.flush();
    err.println(style.bad("error:") + " " + Text.clean(message));
    if (hint != null) {
      err.println(style.faint("hint:") + " " + hint);
    }
  }

  public void errorJson(JsonNode problem) {
    out.flush();
    err.println(JSON.writeValueAsString(problem));
  }
}
