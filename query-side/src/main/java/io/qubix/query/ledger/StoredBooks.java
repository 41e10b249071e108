package io.qubix.query.ledger;

import io.qubix.api.Rejection;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.Account.Kind;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.money.Sum;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.user.Users;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the tables of the books. */
@Component
@ForQueries
final class StoredBooks implements LedgerSearch {

  /** Sorts after every character that an address may have. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final LedgerRepository books;
  private final Users users;
  private final Positions positions;
  private final Clock clock;

  StoredBooks(LedgerRepository books, Users users, Positions positions, Clock clock) {
    this.books = books;
    this.users = users;
    this.positions = positions;
    this.clock = clock;
  }

  static List<String> accountsOf(QubicAddress address) {
    return List.of(Account.consumer(address).toString(), Account.provider(address).toString());
  }

  @Override
  public AccountPage accounts(
      @Nullable Kind kind, String prefix, @Nullable String after, int limit) {
    positions.await(LedgerSearch.PROJECTION);
    List<Balance> found = new ArrayList<>();
    // Account names begin with the kind, so reading kind by kind keeps the order.
    for (Kind each : kind == null ? Kind.values() : new Kind[] {kind}) {
      if (found.size() <= limit) {
        String first = new Account(each, prefix).toString();
        books
            .findAccounts(first, first + LAST, after == null ? "" : after, limit + 1 - found.size())
            .forEach(row -> found.add(row.view()));
      }
    }
    if (found.size() <= limit) {
      return new AccountPage(found, null);
    }
    return new AccountPage(List.copyOf(found.subList(0, limit)), found.get(limit - 1).account());
  }

  @Override
  public TransactionPage transactions(Before before, int limit) {
    positions.await(LedgerSearch.PROJECTION);
    List<Transaction> found =
        books.findTransactions(books.positionOf(before), limit + 1).stream()
            .collect(
                Collectors.groupingBy(
                    PostingRow::transaction, LinkedHashMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(entry -> entry.getKey().view(entry.getValue()))
            .toList();
    if (found.size() <= limit) {
      return new TransactionPage(found, null);
    }
    List<Transaction> page = List.copyOf(found.subList(0, limit));
    return new TransactionPage(page, Cursor.of(CURSOR, page.get(limit - 1).position()));
  }

  @Override
  public Statement statement(QubicAddress address, Before before, int limit) {
    positions.await(LedgerSearch.PROJECTION);
    List<Line> lines =
        lines(books.findPage(accountsOf(address), books.positionOf(before), limit + 1));
    List<Long> transactions = lines.stream().map(Line::position).distinct().toList();
    if (transactions.size() <= limit) {
      return new Statement(address, lines, null);
    }
    long last = transactions.get(limit - 1);
    return new Statement(
        address,
        lines.stream().filter(line -> line.position() >= last).toList(),
        Cursor.of(CURSOR, last));
  }

  /** Adds the balances, from the oldest line on. */
  private static List<Line> lines(LedgerRepository.Page page) {
    Deque<Line> lines = new ArrayDeque<>();
    Sum balance = page.before();
    for (int i = page.postings().size() - 1; i >= 0; i--) {
      PostingRow posting = page.postings().get(i);
      balance = balance.plus(posting.amount());
      lines.addFirst(
          new Line(
              posting.transaction().id(),
              posting.position(),
              posting.transaction().jobId(),
              posting.account().kind(),
              posting.amount(),
              balance,
              posting.counterparty(),
              posting.at()));
    }
    return List.copyOf(lines);
  }

  @Override
  public Standing standing(QubicAddress address, @Nullable Instant at) {
    positions.await(LedgerSearch.PROJECTION, Users.PROJECTION);
    String consumer = Account.consumer(address).toString();
    String provider = Account.provider(address).toString();
    if (!users.knows(address)
        && books.findAccount(consumer).isEmpty()
        && books.findAccount(provider).isEmpty()) {
      throw new Rejection.NotFound("There is no account of " + address);
    }
    Sum spent = balance(consumer, at).negated();
    Sum earned = balance(provider, at);
    return new Standing(
        address, earned.minus(spent), earned, spent, at == null ? clock.instant() : at);
  }

  private Sum balance(String account, @Nullable Instant at) {
    if (at != null) {
      return new Sum(books.balanceAt(account, at).orElse(BigInteger.ZERO));
    }
    return books.findAccount(account).map(AccountRow::balance).orElse(Sum.ZERO);
  }

  @Override
  public TrialBalance trialBalance() {
    positions.await(LedgerSearch.PROJECTION);
    LedgerRepository.Totals found = books.totals();
    List<Total> totals =
        found.kinds().stream()
            .map(
                row ->
                    new Total(
                        Account.parse(row.getKind()).kind(),
                        row.getAccounts(),
                        new Sum(row.getDebit()).negated(),
                        new Sum(row.getCredit())))
            .toList();
    Sum debit = totals.stream().map(Total::debit).reduce(Sum.ZERO, Sum::plus);
    Sum credit = totals.stream().map(Total::credit).reduce(Sum.ZERO, Sum::plus);
    return new TrialBalance(totals, debit, credit, debit.equals(credit), found.position());
  }
}
