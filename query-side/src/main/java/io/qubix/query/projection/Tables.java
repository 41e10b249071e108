package io.qubix.query.projection;

/** One set of a read model's tables: the live ones, or those that a rebuild fills. */
public enum Tables {
  LIVE(""),
  NEXT("_next");

  private final String suffix;

  Tables(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the name of a table in this set. */
  public String named(String table) {
    return table + suffix;
  }

  /** Puts the names of this set into a statement: {@code {job_view}} stands for that table. */
  public String in(String sql) {
    return sql.replaceAll("\\{(\\w+)}", "$1" + suffix);
  }
}
