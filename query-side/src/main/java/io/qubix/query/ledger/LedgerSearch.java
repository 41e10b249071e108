package io.qubix.query.ledger;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.Sum;
import io.qubix.api.job.JobId;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the books, page by page. Every answer holds whatever was written before the call,
 * and shows the books as they were at one moment.
 */
public interface LedgerSearch {

  /** Its key is the position of the event that caused a transaction. */
  Cursor.Kind CURSOR = new Cursor.Kind("ledger", 1);

  /** What an account is for. */
  enum Kind {
    /** What an address pays from; it may go below zero. */
    CONSUMER,
    /** What an address earns into. */
    PROVIDER
  }

  /**
   * An account.
   *
   * @param account its name in the books: {@code consumer:ADDRESS} or {@code provider:ADDRESS}
   */
  record Account(String account, Kind kind, QubicAddress qubicAddress, Sum balance) {}

  /**
   * Some accounts, by name.
   *
   * @param next the account to go on after; null when none follows
   */
  record AccountPage(List<Account> accounts, @Nullable String next) {}

  /** What a transaction adds to an account, or takes from it. */
  record Posting(String account, Money amount) {}

  /**
   * A transaction.
   *
   * @param position of the event that caused it
   * @param amount that moved
   * @param postings sum to zero
   */
  record Transaction(
      UUID id,
      long position,
      String type,
      JobId jobId,
      Sum amount,
      Instant createdAt,
      List<Posting> postings) {}

  /**
   * Some transactions, newest first.
   *
   * @param next what {@code before} has to be for the page that follows; null on the last one
   */
  record TransactionPage(List<Transaction> transactions, @Nullable Cursor next) {}

  /**
   * How an address stands.
   *
   * @param balance {@code earned − spent}
   * @param asOf the moment that was asked for
   */
  record Standing(QubicAddress qubicAddress, Sum balance, Sum earned, Sum spent, Instant asOf) {}

  /**
   * A line of a statement: one side of a transaction.
   *
   * @param position of the event that caused it
   * @param amount below zero where it was paid, not earned
   * @param balance of the address after it
   */
  record Line(
      UUID transactionId,
      long position,
      JobId jobId,
      Kind kind,
      Money amount,
      Sum balance,
      @Nullable String counterparty,
      Instant createdAt) {}

  /**
   * What went through an address's hands, newest first.
   *
   * @param lines an address that paid itself has two of one transaction, never on two pages
   * @param next what {@code before} has to be for the page that follows; null on the last one
   */
  record Statement(QubicAddress qubicAddress, List<Line> lines, @Nullable Cursor next) {}

  /**
   * The accounts of a kind, added up.
   *
   * @param debit the balances below zero, without their sign
   * @param credit the balances above
   */
  record Total(Kind kind, long accounts, Sum debit, Sum credit) {}

  /**
   * All accounts, added up.
   *
   * @param balanced whether both sides are the same
   * @param position of the last event that is in the books
   */
  record TrialBalance(List<Total> totals, Sum debit, Sum credit, boolean balanced, long position) {}

  /**
   * @param kind null: every kind
   * @param prefix what the address begins with; may be empty
   * @param after only accounts whose names come later
   */
  AccountPage accounts(@Nullable Kind kind, String prefix, @Nullable String after, int limit);

  /**
   * @param before where the page begins: a cursor, or the id of a transaction
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no transaction's id
   */
  TransactionPage transactions(Before before, int limit);

  /**
   * @param before where the page begins: a cursor, or the id of a transaction
   * @param limit of transactions
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no transaction's id
   */
  Statement statement(QubicAddress address, Before before, int limit);

  /**
   * How an address stands now.
   *
   * @throws io.qubix.api.Rejection.NotFound when nobody of that address was ever heard of
   */
  Standing standing(QubicAddress address);

  /** Adds up every account. */
  TrialBalance trialBalance();
}
