package io.qubix.query.ledger;

import io.qubix.api.QubicAddress;
import io.qubix.api.Sum;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks through the tables of the books. */
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
    // Names begin with the kind: kind by kind, they are in order.
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
  public TransactionPage transactions(@Nullable UUID before, int limit) {
    positions.await(LedgerProjection.NAME);
    List<Transaction> found = pages.transactions(books.positionBefore(before), limit + 1);
    if (found.size() <= limit) {
      return new TransactionPage(found, null);
    }
    return new TransactionPage(List.copyOf(found.subList(0, limit)), found.get(limit - 1).id());
  }

  @Override
  public Statement statement(QubicAddress address, @Nullable UUID before, int limit) {
    positions.await(LedgerProjection.NAME);
    List<Line> lines = pages.statement(address, books.positionBefore(before), limit + 1);
    List<UUID> transactions = lines.stream().map(Line::transactionId).distinct().toList();
    if (transactions.size() <= limit) {
      return new Statement(address, lines, null);
    }
    UUID beyond = transactions.get(limit);
    return new Statement(
        address,
        lines.stream().filter(line -> !line.transactionId().equals(beyond)).toList(),
        transactions.get(limit - 1));
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
