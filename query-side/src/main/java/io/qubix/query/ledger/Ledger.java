package io.qubix.query.ledger;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.Rejection;
import io.qubix.api.Sum;
import io.qubix.api.ledger.Account;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers questions about an address's payments and balance. */
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
  private final Users users;
  private final Positions positions;
  private final Clock clock;

  Ledger(LedgerRepository books, Users users, Positions positions, Clock clock) {
    this.books = books;
    this.users = users;
    this.positions = positions;
    this.clock = clock;
  }

  /**
   * Returns payments and earnings of an address, newest first. Both sides of a payment to itself
   * are on the same page.
   *
   * @param before where the page begins: a cursor, or the id of a transaction
   * @throws Rejection.Invalid when {@code before} is no transaction's id
   */
  Page history(QubicAddress address, Before before, int limit) {
    positions.await(LedgerProjection.NAME);
    List<PostingRow> postings =
        books.findPostings(accounts(address), books.positionOf(before), limit + 1);
    List<PostingRow> page = page(postings, limit);
    return new Page(
        entries(page),
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
    positions.await(LedgerProjection.NAME);
    List<String> accounts = accounts(address);
    long total = books.countPostings(accounts);
    return new NumberedPage(
        true,
        entries(books.findPostingsAt(accounts, (page - 1L) * limit, limit)),
        total,
        page,
        (total + limit - 1) / limit);
  }

  private static List<String> accounts(QubicAddress address) {
    return List.of(Account.consumer(address).toString(), Account.provider(address).toString());
  }

  private static List<PostingRow> page(List<PostingRow> postings, int limit) {
    if (postings.size() <= limit) {
      return postings;
    }
    List<PostingRow> page = new ArrayList<>(postings);
    UUID beyond = postings.get(limit).transactionId();
    boolean first = postings.get(0).transactionId().equals(beyond);
    if (first) {
      return page;
    }
    page.removeIf(posting -> posting.transactionId().equals(beyond));
    return page;
  }

  private List<Entry> entries(List<PostingRow> postings) {
    if (postings.isEmpty()) {
      return List.of();
    }
    Map<UUID, TransactionRow> transactions =
        books
            .findTransactions(
                postings.stream().map(PostingRow::transactionId).collect(Collectors.toSet()))
            .stream()
            .collect(Collectors.toMap(TransactionRow::id, Function.identity()));
    return postings.stream()
        .map(
            posting ->
                entry(posting, Objects.requireNonNull(transactions.get(posting.transactionId()))))
        .toList();
  }

  private static Entry entry(PostingRow posting, TransactionRow transaction) {
    boolean payment = Account.parse(posting.account()).kind() == Account.Kind.CONSUMER;
    return new Entry(
        posting.transactionId(),
        transaction.jobId(),
        payment ? Type.PAYMENT : Type.EARNING,
        payment ? posting.amount().negated() : posting.amount(),
        COMPLETED,
        posting.counterparty() == null ? null : Account.parse(posting.counterparty()).party(),
        posting.at());
  }

  /**
   * Returns the balance of an address, now or at a time.
   *
   * @throws Rejection.NotFound when no event mentions the address
   */
  LedgerSearch.Standing standing(QubicAddress address, @Nullable Instant at) {
    positions.await(LedgerProjection.NAME, Users.PROJECTION);
    String consumer = Account.consumer(address).toString();
    String provider = Account.provider(address).toString();
    if (!users.knows(address)
        && books.findAccount(consumer).isEmpty()
        && books.findAccount(provider).isEmpty()) {
      throw new Rejection.NotFound("There is no account of " + address);
    }
    Sum spent = balance(consumer, at).negated();
    Sum earned = balance(provider, at);
    return new LedgerSearch.Standing(
        address, earned.minus(spent), earned, spent, at == null ? clock.instant() : at);
  }

  private Sum balance(String account, @Nullable Instant at) {
    if (at != null) {
      return Sum.ofMicros(books.balanceAt(account, at));
    }
    return books.findAccount(account).map(AccountRow::balance).orElse(Sum.ZERO);
  }
}
