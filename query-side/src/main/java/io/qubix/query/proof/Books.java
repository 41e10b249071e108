package io.qubix.query.proof;

import io.qubix.query.proof.FoundBooking.Posting;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger as it is at one moment, in one transaction on a separate connection. Rows are
 * fetched on demand and never all in memory.
 */
final class Books implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 1_000;

  /** The time until the first row: PostgreSQL sorts all rows before. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Selects postings without a transaction, and transactions without postings, too. */
  private static final String BOOKINGS =
      """
      select coalesce(t.id, p.transaction_id) as id, coalesce(t.position, p.position) as position,
        t.id is not null as has_row, t.type, t.job_id, p.account, p.amount, p.counterparty
      from ledger_transaction t full join ledger_posting p on p.transaction_id = t.id
      order by 2, 1, p.line
      """;

  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final long position;
  private boolean isOnRow;
  private @Nullable FoundBooking next;

  private Books(Connection connection) throws SQLException {
    this.connection = connection;
    position = readPosition();
    statement = connection.prepareStatement(BOOKINGS);
    statement.setFetchSize(ROWS_AT_ONCE);
    rows = statement.executeQuery();
    isOnRow = rows.next();
    next = read();
  }

  static Books open(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      lock(connection);
      return new Books(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Locks the tables before the first read. Otherwise a rebuild could replace the tables after the
   * snapshot, which would then see none.
   */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          lock table projection, ledger_transaction, ledger_posting, ledger_account
          in access share mode
          """);
      // Between two payments the auditor may read a long stretch of the log.
      statement.execute("set local idle_in_transaction_session_timeout = " + PATIENCE.toMillis());
    }
  }

  /** Returns the position of the last event in the books, or 0 when there is none. */
  long position() {
    return position;
  }

  /** Returns the next booking up to a position of the log, or null when there is none. */
  @Nullable FoundBooking nextUpTo(long limit) throws SQLException {
    FoundBooking booking = next;
    if (booking == null || booking.position() > limit) {
      return null;
    }
    next = read();
    return booking;
  }

  /** Passes every balance to {@code each}. */
  void balances(Balance each) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select account, balance from ledger_account")) {
      query.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet balances = query.executeQuery()) {
        while (balances.next()) {
          each.is(balances.getString(1), whole(balances.getBigDecimal(2)));
        }
      }
    }
  }

  /** Receives a balance, in micro-QUBIC. */
  @FunctionalInterface
  interface Balance {
    void is(String account, BigInteger micros);
  }

  private long readPosition() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("select position from projection where name = 'ledger'");
        ResultSet row = query.executeQuery()) {
      return row.next() ? Math.max(0, row.getLong(1)) : 0;
    }
  }

  /** Reads all rows of a booking; afterwards the cursor stands on the first row of the next one. */
  private @Nullable FoundBooking read() throws SQLException {
    if (!isOnRow) {
      return null;
    }
    UUID id = rows.getObject("id", UUID.class);
    long at = rows.getLong("position");
    boolean hasRow = rows.getBoolean("has_row");
    String type = rows.getString("type");
    UUID job = rows.getObject("job_id", UUID.class);
    List<Posting> postings = new ArrayList<>();
    do {
      String account = rows.getString("account");
      if (account != null) {
        postings.add(
            new Posting(
                account, whole(rows.getBigDecimal("amount")), rows.getString("counterparty")));
      }
      isOnRow = rows.next();
    } while (isOnRow
        && rows.getLong("position") == at
        && id.equals(rows.getObject("id", UUID.class)));
    return new FoundBooking(id, at, hasRow, type, job, postings);
  }

  private static BigInteger whole(BigDecimal number) {
    return number.toBigIntegerExact();
  }

  @Override
  public void close() throws SQLException {
    try (Connection closing = connection) {
      closing.rollback();
    }
  }
}
