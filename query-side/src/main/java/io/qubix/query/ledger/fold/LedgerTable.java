package io.qubix.query.ledger.fold;

import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.ledger.Transfer;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.query.projection.Column;
import java.util.ArrayList;
import java.util.Collection;
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

  private static final String INSERT_TRANSACTIONS =
      """
      insert into ledger_transaction (id, position, type, job_id, at)
      select id::uuid, position::bigint, type, job_id::uuid, at::timestamptz
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as row (id, position, type, job_id, at)
      on conflict (id) do nothing
      returning id
      """;

  private static final String INSERT_POSTINGS =
      """
      insert into ledger_posting
          (transaction_id, line, account, amount, counterparty, position, at)
      select transaction_id::uuid, line::smallint, account, amount::bigint, counterparty,
          position::bigint, at::timestamptz
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as row (transaction_id, line, account, amount, counterparty, position, at)
      """;

  private static final String ADD_TO_BALANCES =
      """
      insert into ledger_account as held (account, balance)
      select account, amount::numeric from unnest(?::text[], ?::text[]) as row (account, amount)
      on conflict (account) do update set balance = held.balance + excluded.balance
      """;

  private final JdbcTemplate jdbc;

  LedgerTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Books the transactions that are not in the books yet. */
  void book(Map<UUID, Booking> bookings) {
    if (bookings.isEmpty()) {
      return;
    }
    List<Booking> fresh = insert(bookings.values()).stream().map(bookings::get).toList();
    if (fresh.isEmpty()) {
      return;
    }
    List<Line> lines = lines(fresh);
    insertPostings(lines);
    addToBalances(lines);
  }

  private List<UUID> insert(Collection<Booking> bookings) {
    return jdbc.queryForList(
        INSERT_TRANSACTIONS,
        UUID.class,
        Column.of(bookings, booking -> booking.transaction().id()),
        Column.of(bookings, Booking::position),
        Column.of(bookings, booking -> booking.transaction().type()),
        Column.of(bookings, LedgerTable::job),
        Column.of(bookings, booking -> booking.transaction().at()));
  }

  private static @Nullable UUID job(Booking booking) {
    JobId job = booking.transaction().job();
    return job == null ? null : job.value();
  }

  private void insertPostings(List<Line> lines) {
    jdbc.update(
        INSERT_POSTINGS,
        Column.of(lines, line -> line.booking().transaction().id()),
        Column.of(lines, Line::number),
        Column.of(lines, Line::account),
        Column.of(lines, line -> line.amount().micros()),
        Column.of(lines, Line::counterparty),
        Column.of(lines, line -> line.booking().position()),
        Column.of(lines, line -> line.booking().transaction().at()));
  }

  private void addToBalances(List<Line> lines) {
    Map<String, Sum> sums = new TreeMap<>();
    for (Line line : lines) {
      sums.merge(line.account().toString(), Sum.of(line.amount()), Sum::plus);
    }
    jdbc.update(
        ADD_TO_BALANCES,
        Column.of(sums.entrySet(), Map.Entry::getKey),
        Column.of(sums.entrySet(), sum -> sum.getValue().micros()));
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
