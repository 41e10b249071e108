package io.qubix.terminal.print;

import io.qubix.api.json.Json;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Prints results on stdout and everything else on stderr, both in UTF-8. */
public final class Output {

  private static final JsonMapper PLAIN =
      Json.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /** Writes numbers with more than 9,999 zeros, which cannot be written plainly. */
  private static final JsonMapper SCIENTIFIC = Json.builder().build();

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

  /** Returns the same output with the user's options. */
  public Output with(boolean json, boolean noColor) {
    return json || noColor ? new Output(out, err, screen, new Style(false)) : this;
  }

  public Style style() {
    return style;
  }

  public Screen screen() {
    return screen;
  }

  /** Returns the writer for the help texts of the program. */
  public PrintWriter helpWriter() {
    return out;
  }

  /** Prints text that this program consists of, such as its help. */
  public void ownText(String text) {
    raw(text);
  }

  public void flush() {
    out.flush();
  }

  /** Prints one line. The only control sequences left in it are the colours of {@link Style}. */
  public void line(String text) {
    raw(Style.rendered(text) + "\n");
  }

  /** Returns whether the reader at the other end of the pipe is gone. */
  public boolean isClosed() {
    return out.checkError();
  }

  /** Prints a question without a line break: the answer follows. */
  public void question(String text) {
    raw(Style.rendered(text) + " ");
  }

  /** Prints at once what is known to hold no text of other users, or only rendered text. */
  void raw(String text) {
    out.print(text);
    out.flush();
  }

  public void json(Object value) {
    raw(written(value, ObjectMapper::writerWithDefaultPrettyPrinter) + "\n");
  }

  /** Prints JSON on one line. */
  public void jsonLine(Object value) {
    raw(written(value, ObjectMapper::writer) + "\n");
  }

  /** Prints a message that is no result, on stderr. */
  public void notice(String text) {
    err.println(Style.rendered(text));
  }

  public void error(String message, @Nullable String hint) {
    out.flush();
    notice(style.bad("error:") + " " + message);
    if (hint != null) {
      notice(style.faint("hint:") + " " + hint);
    }
  }

  public void errorJson(JsonNode problem) {
    out.flush();
    err.println(written(problem, ObjectMapper::writer));
  }

  private static String written(Object value, Function<ObjectMapper, ObjectWriter> form) {
    try {
      return Text.escaped(form.apply(PLAIN).writeValueAsString(value));
    } catch (StreamWriteException e) {
      return Text.escaped(form.apply(SCIENTIFIC).writeValueAsString(value));
    }
  }
}
