package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads the same rows as the verification and does no more: every column as text. */
final class RawRead extends Arm {

  private static final int COLUMNS = 10;

  private static final String READ =
      "select position, stream, sequence, stream_type, event_id, type, revision, at, payload,"
          + " metadata from event order by position";

  private final String url;
  private long read;

  RawRead(String url) {
    super("verify.raw");
    this.url = url;
  }

  @Override
  public void warmUp() throws Exception {
    round();
  }

  @Override
  public Figures round() throws Exception {
    long began = System.nanoTime();
    read = read();
    double took = (System.nanoTime() - began) / 1e9;
    return Figures.of("perSecond", read / took).and("events", read);
  }

  private long read() throws SQLException {
    long rows = 0;
    long characters = 0;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(1_000);
      try (ResultSet row = statement.executeQuery(READ)) {
        while (row.next()) {
          for (int i = 1; i <= COLUMNS; i++) {
            String value = row.getString(i);
            characters += value == null ? 0 : value.length();
          }
          rows++;
        }
      }
    }
    require(characters > rows, "Nothing was read");
    return rows;
  }

  @Override
  public void check() throws Exception {
    require(read == Database.number(url, "select count(*) from event"), "Rows were not read");
  }
}
