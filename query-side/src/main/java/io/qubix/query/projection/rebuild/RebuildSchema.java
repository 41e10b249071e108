package io.qubix.query.projection.rebuild;

import io.qubix.query.projection.follow.ParkedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The schema in which a read model is rebuilt. Its tables, indexes and triggers have the names of
 * the live ones, so the same statements write both. Each method runs in the caller's transaction.
 */
final class RebuildSchema {

  private final JdbcTemplate jdbc;
  private final String projection;
  private final String live;
  private final String name;

  RebuildSchema(JdbcTemplate jdbc, String projection) {
    this.jdbc = jdbc;
    this.projection = projection;
    this.live = identifier("current_schema()");
    this.name = identifier("current_schema() || '_rebuild_" + projection + "'");
  }

  /** Makes the tables as the read model defines them, empty; drops those of an earlier run. */
  void create() {
    drop();
    jdbc.execute("create schema " + name);
    jdbc.execute(
        "create table " + name + ".dead_letter (like " + live + ".dead_letter including all)");
    // A definition may use the functions that migrations made.
    on(name + ", " + live, () -> jdbc.execute(definition()));
  }

  void drop() {
    jdbc.execute("drop schema if exists " + name + " cascade");
  }

  /**
   * Runs statements on the tables of this schema. They do not see the live ones: a table that is
   * missing in the definition is an error, and never written twice.
   */
  void inside(Runnable statements) {
    on(name, statements);
  }

  void analyze() {
    tables().forEach(table -> jdbc.execute("analyze " + name + "." + table));
  }

  /** Puts the tables and the dead letters in the place of the live ones. */
  void replaceLive() {
    List<String> tables = tables();
    jdbc.execute("drop table if exists " + live + "." + String.join(", " + live + ".", tables));
    for (String table : tables) {
      jdbc.execute("alter table " + name + "." + table + " set schema " + live);
    }
    new ParkedEvents(jdbc, projection).clear();
    jdbc.update("insert into dead_letter select * from " + name + ".dead_letter");
    jdbc.execute("drop table " + name + ".dead_letter");
    // Fails if the definition made something else than tables, which would be lost.
    jdbc.execute("drop schema " + name);
  }

  private List<String> tables() {
    return jdbc.queryForList(
        "select quote_ident(relname) from pg_class where relnamespace = ?::regnamespace"
            + " and relkind = 'r' and relname <> 'dead_letter' order by oid",
        String.class,
        name);
  }

  private void on(String searchPath, Runnable statements) {
    setSearchPath(searchPath);
    statements.run();
    setSearchPath(live);
  }

  /** Sets it until the end of the transaction, so that the connection's next user sees its own. */
  private void setSearchPath(String path) {
    jdbc.queryForObject("select set_config('search_path', ?, true)", String.class, path);
    if (!path.equals(jdbc.queryForObject("show search_path", String.class))) {
      throw new IllegalStateException("A rebuild needs a transaction");
    }
  }

  private String definition() {
    try {
      return new ClassPathResource("db/readmodel/" + projection + ".sql")
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String identifier(String expression) {
    return Objects.requireNonNull(
        jdbc.queryForObject("select quote_ident(" + expression + ")", String.class));
  }
}
