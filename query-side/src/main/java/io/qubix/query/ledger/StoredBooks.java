package io.qubix.query.ledger;

import io.qubix.api.QubicAddress;
import io.qubix.api.Sum;
import io.qubix.api.ledger.Account.Kind;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the tables of the books. */
@Component
@ForQueries
final class StoredBooks implements LedgerSearch {

  private final Ledger ledger;
  private final LedgerPages pages;
  private final LedgerRepository books;
  private final Positions positions;

  StoredBooks(Ledger ledger, LedgerPages pages, LedgerRepository books, Positions positions) {
    this.ledger = ledger;
    this.pages = pages;
    this.books = books;
    this.positions = positions;
  }

  @Override
  public AccountPage accounts(
      @Nullable Kind kind, String prefix, @Nullable String after, int limit) {
    positions.await(LedgerProjection.NAME);
    List<Account> found = new ArrayList<>();
    // Account names begin with the kind, so reading kind by kind keeps the order.
    for (Kind each : kind == null ? Kind.values() : new Kind[] {kind}) {
      if (found.size() <= limit) {
        found.addAll(pages.accounts(each, prefix, after, limit + 1 - found.size()));
      }
    }
    if (found.size() <= limit) {
      return new AccountPage(found, null);
    }
    return new AccountPage(List.copyOf(found.subList(0, limit)), found.get(limit - 1).account());
  }

  @Override
  public TransactionPage transactions(Before before, int limit) {
    positions.await(LedgerProjection.NAME);
    List<Transaction> found = pages.transactions(books.positionOf(before), limit + 1);
    if (found.size() <= limit) {
      return new TransactionPage(found, null);
    }
    List<Transaction> page = List.copyOf(found.subList(0, limit));
    return new TransactionPage(page, Cursor.of(CURSOR, page.get(limit - 1).position()));
  }

  @Override
  public Statement statement(QubicAddress address, Before before, int limit) {
    positions.await(LedgerProjection.NAME);
    List<Line> lines = pages.statement(address, books.positionOf(before), limit + 1);
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

  @Override
  public Standing standing(QubicAddress address) {
    return ledger.standing(address, null);
  }

  @Override
  public TrialBalance trialBalance() {
    positions.await(LedgerProjection.NAME);
    List<Total> totals = new ArrayList<>();
    long position = pages.totals(totals);
    Sum debit = totals.stream().map(Total::debit).reduce(Sum.ZERO, Sum::plus);
    Sum credit = totals.stream().map(Total::credit).reduce(Sum.ZERO, Sum::plus);
    return new TrialBalance(List.copyOf(totals), debit, credit, debit.equals(credit), position);
  }
}
