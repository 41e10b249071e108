package io.qubix.query.ledger;

import io.qubix.api.QubicAddress;
import io.qubix.api.ledger.Account;
import io.qubix.query.ForQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the books in pages. Each page is one statement, so it shows one moment, and reads only as
 * many index rows as it shows. A running balance also adds up the address's older postings.
 */
@Component
@ForQueries
final class LedgerPages {

  private static final String ACCOUNTS =
      """
      select account, balance from ledger_account
      where account collate "C" >= ? and account collate "C" < ? and account collate "C" > ?
      order by account collate "C" limit ?
      """;

  private static final String TRANSACTIONS =
      """
      with page as (
        select id, position, type, job_id, at from ledger_transaction
        where position < ? order by position desc limit ?)
      select id, position, type, job_id, page.at, account, amount
      from page join ledger_posting posting using (position)
      order by position desc, line
      """;

  private static final String STATEMENT =
      """
      with page as (
        (select position from ledger_posting
          where account = ? and position < ? order by position desc limit ?)
        union
        (select position from ledger_posting
          where account = ? and position < ? order by position desc limit ?)
        order by position desc limit ?),
      line as (
        select posting.* from page join ledger_posting posting using (position)
        where account in (?, ?))
      select line.*, job_id,
        (select coalesce(sum(amount), 0) from ledger_posting
          where account in (?, ?) and position < (select min(position) from page))
        + sum(amount) over (order by line.position, line.line desc) as balance
      from line join ledger_transaction transaction on transaction.position = line.position
      order by line.position desc, line.line
      """;

  private static final String TOTALS =
      """
      select split_part(account, ':', 1) as kind, count(*) as accounts,
        coalesce(-sum(balance) filter (where balance < 0), 0) as debit,
        coalesce(sum(balance) filter (where balance > 0), 0) as credit,
        (select position from projection where name = 'ledger') as position
      from ledger_account group by 1 order by 1
      """;

  /** Sorts after every character that an address may have. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final JdbcTemplate jdbc;

  LedgerPages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<LedgerSearch.Account> accounts(
      Account.Kind kind, String prefix, @Nullable String after, int limit) {
    String first = new Account(kind, prefix).toString();
    return jdbc.query(
        ACCOUNTS,
        (row, number) ->
            new LedgerSearch.Account(
                row.getString("account"),
                kind,
                Account.parse(row.getString("account")).address(),
                LedgerRows.sum(row, "balance")),
        first,
        first + LAST,
        after == null ? "" : after,
        limit);
  }

  List<LedgerSearch.Transaction> transactions(long before, int limit) {
    return LedgerRows.transactions(
        jdbc.query(TRANSACTIONS, (row, number) -> LedgerRows.posted(row), before, limit));
  }

  List<LedgerSearch.Line> statement(QubicAddress address, long before, int limit) {
    String consumer = Account.consumer(address).toString();
    String provider = Account.provider(address).toString();
    return jdbc.query(
        STATEMENT,
        (row, number) -> LedgerRows.line(row),
        consumer,
        before,
        limit,
        provider,
        before,
        limit,
        limit,
        consumer,
        provider,
        consumer,
        provider);
  }

  /** Adds the totals to the list, and returns the position of the books. */
  long totals(List<LedgerSearch.Total> totals) {
    long[] position = {0};
    jdbc.query(
        TOTALS,
        row -> {
          position[0] = row.getLong("position");
          totals.add(
              new LedgerSearch.Total(
                  Account.parse(row.getString("kind")).kind(),
                  row.getLong("accounts"),
                  LedgerRows.sum(row, "debit"),
                  LedgerRows.sum(row, "credit")));
        });
    return position[0];
  }
}
