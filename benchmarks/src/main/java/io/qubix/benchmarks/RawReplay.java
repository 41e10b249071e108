package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the same rows as the replay in a bare loop, parses and upserts them, a transaction for each
 * batch.
 */
final class RawReplay extends Arm {

  private static final int BATCH = 1_000;

  private static final String READ =
      "select position, stream, payload from event where position > ? order by position limit "
          + BATCH;

  private static final String UPSERT =
      "insert into raw_replay select * from unnest(?, ?::jsonb[])"
          + " on conflict (stream) do update set payload = excluded.payload";

  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private long events;

  RawReplay(String url) {
    super("replay.raw");
    this.url = url;
  }

  @Override
  public void warmUp() {}

  @Override
  public Figures round() throws Exception {
    Database.execute(
        url,
        "drop table if exists raw_replay;"
            + " create table raw_replay (stream text primary key, payload jsonb not null)");
    long began = System.nanoTime();
    events = 0;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement read = connection.prepareStatement(READ);
        PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      connection.setAutoCommit(false);
      while (batch(connection, read, upsert)) {
        connection.commit();
      }
    }
    double took = (System.nanoTime() - began) / 1e9;
    return Figures.of("perSecond", events / took).and("events", events);
  }

  private boolean batch(Connection connection, PreparedStatement read, PreparedStatement upsert)
      throws SQLException {
    Map<String, String> rows = new LinkedHashMap<>();
    read.setLong(1, events);
    long before = events;
    try (ResultSet row = read.executeQuery()) {
      while (row.next()) {
        // Positions have no gaps, so the next position follows from the number of events read.
        events++;
        rows.put(row.getString(2), json.readTree(row.getString(3)).toString());
      }
    }
    if (events == before) {
      return false;
    }
    upsert.setArray(1, connection.createArrayOf("text", rows.keySet().toArray()));
    upsert.setArray(2, connection.createArrayOf("text", rows.values().toArray()));
    upsert.executeUpdate();
    return true;
  }

  @Override
  public void check() throws Exception {
    require(
        Database.number(url, "select count(*) from raw_replay")
            == Database.number(url, "select count(distinct stream) from event"),
        "Rows were not replayed");
    Database.execute(url, "drop table raw_replay");
  }
}
