package io.qubix.benchmarks.arm;

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

/**
 * Starts the one PostgreSQL of a run, as durable as in production, with a database for each arm.
 */
public final class Database implements AutoCloseable {

  private static final long SETTLE_NANOS = 100_000_000;

  private final List<String> urls = new ArrayList<>();
  private final EmbeddedPostgres postgres;
  private final long postmaster;

  private Database(EmbeddedPostgres postgres, long postmaster) {
    this.postgres = postgres;
    this.postmaster = postmaster;
  }

  public static Database start(Path target) throws IOException {
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

  public long postmaster() {
    return postmaster;
  }

  /** Creates an empty database and returns its URL. */
  public String create(String name) throws SQLException {
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
   * Removes dead rows, which autovacuum would otherwise do during the next rival's round. It does
   * not analyse the tables: PostgreSQL reads a queue badly after it was analysed while empty.
   */
  public void tidy() throws SQLException {
    for (String url : urls) {
      execute(url, "vacuum");
    }
  }

  /**
   * Waits until PostgreSQL neither starts nor ends processes. The CPU time of a closed connection's
   * process counts only once the process has ended.
   */
  public void settle() {
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

  public static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  /** Returns the one number that a query selects. */
  public static long number(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Returns the one text that a query selects. */
  public static String text(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  public static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the size of all tables with their indexes, in bytes, after removing dead rows. */
  public static long bytes(String url) throws SQLException {
    execute(url, "vacuum");
    return number(
        url, "select sum(pg_total_relation_size(relid)) from pg_catalog.pg_statio_user_tables");
  }

  /** Checks that PostgreSQL flushes each commit to disk before it answers. */
  public static void requireDurable(String url) throws SQLException {
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
