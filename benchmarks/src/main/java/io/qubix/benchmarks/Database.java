package io.qubix.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The one PostgreSQL of a run, as durable as one in use, with a database for each arm. */
final class Database implements AutoCloseable {

  private static final long SETTLE_NANOS = 100_000_000;

  private final List<String> urls = new ArrayList<>();
  private final EmbeddedPostgres postgres;
  private final long postmaster;

  private Database(EmbeddedPostgres postgres, long postmaster) {
    this.postgres = postgres;
    this.postmaster = postmaster;
  }

  static Database start(Path target) throws IOException {
    Path data = Files.createTempDirectory(Files.createDirectories(target), "postgres");
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(target.resolve("binaries").toFile())
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "400")
            .start();
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    return new Database(postgres, pid);
  }

  long postmaster() {
    return postmaster;
  }

  /** The URL of a new, empty database. */
  String create(String name) throws SQLException {
    String database = name + "_" + (urls.size() + 1);
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
    }
    String url = postgres.getJdbcUrl("postgres", database);
    urls.add(url);
    return url;
  }

  /**
   * Takes away what is dead, which else autovacuum would do while the next one runs. What it knows
   * of the tables is left to it: a queue that is analysed while it is empty is read badly later.
   */
  void tidy() throws SQLException {
    for (String url : urls) {
      execute(url, "vacuum");
    }
  }

  /**
   * Waits while processes of it come and go: that of a closed connection counts once it is gone.
   */
  void settle() {
    long before;
    long now = processes();
    do {
      before = now;
      LockSupport.parkNanos(SETTLE_NANOS);
      now = processes();
    } while (now != before);
  }

  private long processes() {
    return ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children).count();
  }

  static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  /** The one number that a query gives. */
  static long number(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The one text that a query gives. */
  static String text(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What all tables take with their indexes, in bytes, once nothing dead is left in them. */
  static long bytes(String url) throws SQLException {
    execute(url, "vacuum");
    return number(
        url, "select sum(pg_total_relation_size(relid)) from pg_catalog.pg_statio_user_tables");
  }

  /** Whether each answered command is as durable as promised. */
  static void requireDurable(String url) throws SQLException {
    long settings =
        number(
            url,
            "select count(*) from pg_settings where name in ('fsync', 'synchronous_commit',"
                + " 'full_page_writes') and setting = 'on'");
    Arm.require(settings == 3, "PostgreSQL is not set to be durable");
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
