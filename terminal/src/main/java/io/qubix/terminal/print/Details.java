package io.qubix.terminal.print;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the properties of one thing, one a line. Unknown ones are left out. */
public final class Details {

  private record Line(String name, String value) {}

  private final List<Line> lines = new ArrayList<>();

  public Details with(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      lines.add(new Line(name, value));
    }
    return this;
  }

  /** Adds a text that other users wrote. */
  public Details withText(String name, @Nullable String value) {
    return with(name, value == null ? null : Text.clean(value));
  }

  public void print(Output output) {
    int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    for (Line line : lines) {
      String padding = " ".repeat(width - line.name().length());
      output.line(output.style().faint(line.name()) + padding + "  " + line.value());
    }
  }
}
