package io.qubix.query.batch;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of many rows, for one statement with {@code unnest}. */
public final class Column {

  private Column() {}

  /** Returns the values as text, which the statement casts to the column's type. */
  public static <R> @Nullable String[] of(Collection<R> rows, Function<R, @Nullable Object> value) {
    @Nullable String[] column = new String[rows.size()];
    int i = 0;
    for (R row : rows) {
      Object cell = value.apply(row);
      column[i++] = cell == null ? null : cell.toString();
    }
    return column;
  }
}
