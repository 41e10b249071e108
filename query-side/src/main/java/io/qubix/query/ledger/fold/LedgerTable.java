package io.qubix.query.ledger.fold;

import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.ledger.Transfer;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.query.batch.BatchInsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the tables of the books, many rows a statement. */
final class LedgerTable {

  /**
   * A transaction to write.
   *
   * @param position of the event that caused it
   */
  record Booking(long position, Transaction transaction) {}

  /** What a transaction adds to an account, or takes from it. */
  private record Line(
      Booking booking, int number, Account account, Money amount, Account counterparty) {}

  private static final BatchInsert<Booking> TRANSACTIONS =
      BatchInsert.<Booking>into("ledger_transaction")
          .key("id", "uuid", booking -> booking.transaction().id())
          .once("position", "bigint", Booking::position)
          .once("type", "text", booking -> booking.transaction().type())
          .once("job_id", "uuid", LedgerTable::job)
          .once("at", "timestamptz", booking -> booking.transaction().at());

  private static final BatchInsert<Line> POSTINGS =
      BatchInsert.<Line>into("ledger_posting")
          .once("transaction_id", "uuid", line -> line.booking().transaction().id())
          .once("line", "smallint", Line::number)
          .once("account", "text", Line::account)
          .once("amount", "bigint", line -> line.amount().micros())
          .once("counterparty", "text", Line::counterparty)
          .once("position", "bigint", line -> line.booking().position())
          .once("at", "timestamptz", line -> line.booking().transaction().at());

  private static final BatchInsert<Map.Entry<String, Sum>> BALANCES =
      BatchInsert.<Map.Entry<String, Sum>>into("ledger_account")
          .key("account", "text", Map.Entry::getKey)
          .adding("balance", "numeric", sum -> sum.getValue().micros());

  private final JdbcTemplate jdbc;

  LedgerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Books the transactions that are not in the books yet. */
  void book(Map<UUID, Booking> bookings) {
    List<Booking> fresh =
        TRANSACTIONS.write(jdbc, bookings.values(), "id", UUID.class).stream()
            .map(bookings::get)
            .toList();
    List<Line> lines = lines(fresh);
    POSTINGS.write(jdbc, lines);
    addToBalances(lines);
  }

  private static @Nullable UUID job(Booking booking) {
    JobId job = booking.transaction().job();
    return job == null ? null : job.value();
  }

  private void addToBalances(List<Line> lines) {
    Map<String, Sum> sums = new TreeMap<>();
    for (Line line : lines) {
      sums.merge(line.account().toString(), Sum.of(line.amount()), Sum::plus);
    }
    BALANCES.write(jdbc, sums.entrySet());
  }

  private static List<Line> lines(List<Booking> bookings) {
    List<Line> lines = new ArrayList<>();
    for (Booking booking : bookings) {
      int number = 0;
      for (Transfer transfer : booking.transaction().transfers()) {
        Account from = transfer.from();
        Account to = transfer.to();
        lines.add(new Line(booking, number++, from, transfer.amount().negated(), to));
        lines.add(new Line(booking, number++, to, transfer.amount(), from));
      }
    }
    return lines;
  }
}
