package io.qubix.query.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Inserts many rows in one statement. Each column is named once, with its type, its value, and what
 * it does to a row that has the same key. Values travel as text and are cast by PostgreSQL.
 */
public final class BatchInsert<R> {

  private record Cell<R>(String name, String type, Function<R, @Nullable Object> value) {}

  private final String table;
  private final List<Cell<R>> cells = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> updates = new ArrayList<>();

  private BatchInsert(String table) {
    this.table = table;
  }

  public static <R> BatchInsert<R> into(String table) {
    return new BatchInsert<>(table);
  }

  /** Adds a column of the key. Without any, a row that exists already is an error. */
  public BatchInsert<R> key(String name, String type, Function<R, @Nullable Object> value) {
    keys.add(name);
    return once(name, type, value);
  }

  /** Adds a column that stays as it is in a row that exists already. */
  public BatchInsert<R> once(String name, String type, Function<R, @Nullable Object> value) {
    cells.add(new Cell<>(name, type, value));
    return this;
  }

  /** Adds a column that is replaced in a row that exists already. */
  public BatchInsert<R> replacing(String name, String type, Function<R, @Nullable Object> value) {
    updates.add(name + " = excluded." + name);
    return once(name, type, value);
  }

  /** Adds a column that is added to that of a row that exists already. */
  public BatchInsert<R> adding(String name, String type, Function<R, @Nullable Object> value) {
    updates.add(name + " = held." + name + " + excluded." + name);
    return once(name, type, value);
  }

  /** Adds a column that keeps the greater value in a row that exists already. */
  public BatchInsert<R> greatest(String name, String type, Function<R, @Nullable Object> value) {
    updates.add(name + " = greatest(held." + name + ", excluded." + name + ")");
    return once(name, type, value);
  }

  public void write(JdbcTemplate jdbc, Collection<R> rows) {
    if (!rows.isEmpty()) {
      jdbc.update(sql(), columns(rows));
    }
  }

  /** Inserts the rows, and returns a column of those that did not exist. */
  public <T> List<T> write(JdbcTemplate jdbc, Collection<R> rows, String returned, Class<T> type) {
    return rows.isEmpty()
        ? List.of()
        : jdbc.queryForList(sql() + " returning " + returned, type, columns(rows));
  }

  private String sql() {
    String names = list(cell -> cell.name);
    return "insert into "
        + table
        + " as held ("
        + names
        + ") select "
        + list(cell -> cell.name + "::" + cell.type)
        + " from unnest("
        + list(cell -> "?::text[]")
        + ") as row ("
        + names
        + ")"
        + onConflict();
  }

  private String list(Function<Cell<R>, String> each) {
    return cells.stream().map(each).collect(Collectors.joining(", "));
  }

  private String onConflict() {
    if (keys.isEmpty()) {
      return "";
    }
    return " on conflict ("
        + String.join(", ", keys)
        + (updates.isEmpty() ? ") do nothing" : ") do update set " + String.join(", ", updates));
  }

  private Object[] columns(Collection<R> rows) {
    return cells.stream().map(cell -> Column.of(rows, cell.value)).toArray();
  }
}
