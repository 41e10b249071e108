package io.qubix.terminal.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Prints rows under headings. Columns are as wide as their content, the table no wider than the
 * screen.
 */
public final class Table {

  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private static final class Column {
    final String heading;
    final boolean right;
    final boolean shrinks;
    final UnaryOperator<String> paint;
    int width;

    Column(String heading, boolean right, boolean shrinks, UnaryOperator<String> paint) {
      this.heading = heading;
      this.right = right;
      this.shrinks = shrinks;
      this.paint = paint;
      this.width = Text.width(heading);
    }
  }

  public Table column(String heading) {
    return add(heading, false, false, UnaryOperator.identity());
  }

  /** Adds a column of numbers. */
  public Table numbers(String heading) {
    return add(heading, true, false, UnaryOperator.identity());
  }

  /** Adds a column that is cut when the screen is too narrow. */
  public Table text(String heading) {
    return add(heading, false, true, UnaryOperator.identity());
  }

  public Table painted(String heading, UnaryOperator<String> paint) {
    return add(heading, false, false, paint);
  }

  private Table add(String heading, boolean right, boolean shrinks, UnaryOperator<String> paint) {
    columns.add(new Column(heading, right, shrinks, paint));
    return this;
  }

  /** Adds a row, a cell for each column. */
  public Table row(String... cells) {
    List<String> row = new ArrayList<>(cells.length);
    for (int i = 0; i < cells.length; i++) {
      String cell = Text.clean(cells[i]);
      row.add(cell);
      columns.get(i).width = Math.max(columns.get(i).width, Text.width(cell));
    }
    rows.add(row);
    return this;
  }

  public void print(Output output) {
    print(output, true);
  }

  /**
   * @param headed with the headings; a further page of a list needs none
   */
  public void print(Output output, boolean headed) {
    if (output.screen().terminal()) {
      fit(output.screen().width());
    }
    boolean unicode = output.screen().unicode();
    if (headed) {
      printHeadings(output);
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns.size(); i++) {
        append(line, columns.get(i), row.get(i), unicode, columns.get(i).paint);
      }
      output.line(line.toString().stripTrailing());
    }
  }

  private void printHeadings(Output output) {
    StringBuilder head = new StringBuilder();
    for (Column column : columns) {
      append(head, column, column.heading, output.screen().unicode(), UnaryOperator.identity());
    }
    output.line(output.style().faint(head.toString().stripTrailing()));
  }

  private void fit(int screen) {
    while (width() > screen) {
      Column widest =
          columns.stream()
              .filter(column -> column.shrinks && column.width > NARROWEST)
              .max(Comparator.comparingInt(column -> column.width))
              .orElse(null);
      if (widest != null) {
        widest.width--;
      } else if (columns.size() > 2) {
        // Dropping the last column reads better than broken lines.
        columns.remove(columns.size() - 1);
      } else {
        return;
      }
    }
  }

  private int width() {
    return columns.stream().mapToInt(column -> column.width + GAP.length()).sum() - GAP.length();
  }

  private static void append(
      StringBuilder line,
      Column column,
      String cell,
      boolean unicode,
      UnaryOperator<String> paint) {
    String text = Text.cut(cell, column.width, unicode);
    String padding = " ".repeat(column.width - Text.width(text));
    if (line.length() > 0) {
      line.append(GAP);
    }
    line.append(column.right ? padding : "");
    line.append(text.isEmpty() ? text : paint.apply(text));
    line.append(column.right ? "" : padding);
  }
}
