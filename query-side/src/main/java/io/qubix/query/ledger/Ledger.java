package io.qubix.query.ledger;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists an address's payments and earnings. */
@Component
@ForQueries
final class Ledger {

  /** The side on which the address stands. */
  enum Type {
    PAYMENT,
    EARNING
  }

  /**
   * One side of a transaction, as the address sees it.
   *
   * @param id of the transaction; a payment from an address to itself has two entries with one id
   * @param jobId null when it is for no job
   * @param amount never negative: the type tells the direction
   */
  record Entry(
      UUID id,
      @Nullable JobId jobId,
      Type type,
      Money amount,
      String status,
      @Nullable String counterparty,
      Instant createdAt) {}

  /**
   * A page of entries, newest first.
   *
   * @param total of all pages
   */
  record NumberedPage(
      boolean success, List<Entry> transactions, long total, int page, long totalPages) {}

  /** A page of entries; {@code next} is the {@code before} of the next page. */
  record Page(List<Entry> entries, @Nullable Cursor next) {}

  private static final String COMPLETED = "COMPLETED";

  private final LedgerRepository books;
  private final Positions positions;

  Ledger(LedgerRepository books, Positions positions) {
    this.books = books;
    this.positions = positions;
  }

  /**
   * Returns payments and earnings of an address, newest first. Both sides of a payment to itself
   * are on the same page.
   *
   * @param before where the page begins: a cursor, or the id of a transaction
   * @throws Rejection.Invalid when {@code before} is no transaction's id
   */
  Page history(QubicAddress address, Before before, int limit) {
    positions.await(LedgerSearch.PROJECTION);
    List<PostingRow> postings =
        books.findNewest(StoredBooks.accountsOf(address), books.positionOf(before), limit + 1);
    List<PostingRow> page = page(postings, limit);
    return new Page(
        page.stream().map(Ledger::entry).toList(),
        postings.size() <= limit
            ? null
            : Cursor.of(LedgerSearch.CURSOR, page.get(page.size() - 1).position()));
  }

  /**
   * Returns a page by its number, as the first clients ask for it. Its content shifts with each new
   * booking.
   *
   * @param page 1 is the newest
   */
  NumberedPage page(QubicAddress address, int page, int limit) {
    positions.await(LedgerSearch.PROJECTION);
    List<String> accounts = StoredBooks.accountsOf(address);
    long total = books.countPostings(accounts);
    return new NumberedPage(
        true,
        books.findPostingsAt(accounts, (page - 1L) * limit, limit).stream()
            .map(Ledger::entry)
            .toList(),
        total,
        page,
        (total + limit - 1) / limit);
  }

  private static List<PostingRow> page(List<PostingRow> postings, int limit) {
    if (postings.size() <= limit) {
      return postings;
    }
    long beyond = postings.get(limit).position();
    if (postings.get(0).position() == beyond) {
      return postings.stream().filter(posting -> posting.position() == beyond).toList();
    }
    return postings.stream().limit(limit).filter(posting -> posting.position() > beyond).toList();
  }

  private static Entry entry(PostingRow posting) {
    long micros = posting.amount().micros();
    // An amount of nothing has no direction, but a consumer paid it.
    boolean payment =
        micros < 0 || micros == 0 && posting.account().kind() == Account.Kind.CONSUMER;
    return new Entry(
        posting.transaction().id(),
        posting.transaction().jobId(),
        payment ? Type.PAYMENT : Type.EARNING,
        payment ? posting.amount().negated() : posting.amount(),
        COMPLETED,
        posting.counterparty(),
        posting.at());
  }
}
