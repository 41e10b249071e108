package io.qubix.benchmarks.log;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.arm.Text;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures the limit: one event-sized row a transaction, by JDBC, into a table with the columns and
 * the three unique indexes of Axon's schema.
 */
final class SingleInserts extends Arm {

  private static final String TABLE =
      """
      create table if not exists event_row (
        global_index bigint generated always as identity primary key,
        event_identifier varchar(255) not null unique,
        aggregate_identifier varchar(255) not null,
        sequence_number bigint not null,
        type varchar(255), payload_type varchar(255) not null, payload_revision varchar(255),
        time_stamp varchar(255) not null, payload bytea not null, meta_data bytea,
        unique (aggregate_identifier, sequence_number))
      """;

  private static final String INSERT =
      "insert into event_row (event_identifier, aggregate_identifier, sequence_number, type,"
          + " payload_type, payload_revision, time_stamp, payload, meta_data)"
          + " values (?, ?, ?, 'Note', 'io.qubix.benchmarks.log.Noted', '1', ?, ?, ?)";

  private final String url;
  private final int clients;
  private final double seconds;
  private final AtomicLong answered = new AtomicLong();

  SingleInserts(Database database, int clients, double seconds) throws Exception {
    super("insert." + clients);
    this.url = database.create("inserts");
    this.clients = clients;
    this.seconds = seconds;
    Database.execute(url, TABLE);
  }

  @Override
  public void warmUp() throws Exception {
    run(1);
  }

  @Override
  public Figures round() throws Exception {
    return run(seconds);
  }

  private Figures run(double time) throws Exception {
    String run = UUID.randomUUID().toString();
    List<Connection> connections = new ArrayList<>();
    try {
      List<PreparedStatement> inserts = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Connection connection = DriverManager.getConnection(url);
        connections.add(connection);
        inserts.add(connection.prepareStatement(INSERT));
      }
      return ClosedLoop.run(
          clients,
          time,
          (caller, number) -> {
            PreparedStatement insert = inserts.get(caller);
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, run + caller);
            insert.setLong(3, number);
            insert.setString(4, Instant.now().toString());
            insert.setBytes(5, Text.of(Noted.LENGTH).getBytes(StandardCharsets.UTF_8));
            insert.setBytes(6, new byte[] {'{', '}'});
            insert.executeUpdate();
            answered.incrementAndGet();
          });
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  @Override
  public void check() throws Exception {
    Database.requireDurable(url);
    require(
        Database.number(url, "select count(*) from event_row") == answered.get(),
        "Rows were answered for and are not there");
  }
}
