package io.qubix.query.ledger;

import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account.Kind;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Searches the books, page by page. Every answer contains all writes before the call (read your own
 * writes), and shows the books at one moment.
 */
public interface LedgerSearch {

  /** The read model's name. */
  String PROJECTION = "ledger";

  /** The key is the position of the event that caused a transaction. */
  Cursor.Kind CURSOR = new Cursor.Kind("ledger", 1);

  /**
   * The balance of an account.
   *
   * @param account its name in the books
   * @param qubicAddress of its holder, or null when no address holds it
   */
  record Balance(String account, Kind kind, @Nullable QubicAddress qubicAddress, Sum balance) {}

  /**
   * A page of accounts, by name.
   *
   * @param next the {@code after} of the next page, or null on the last one
   */
  record AccountPage(List<Balance> accounts, @Nullable String next) {}

  /** What a transaction adds to an account, or takes from it. */
  record Posting(String account, Money amount) {}

  /**
   * A transaction.
   *
   * @param position of the event that caused it
   * @param amount that moved, without what an account only passes on
   * @param jobId null when it is for no job
   * @param postings sum to zero
   */
  record Transaction(
      UUID id,
      long position,
      String type,
      @Nullable JobId jobId,
      Sum amount,
      Instant createdAt,
      List<Posting> postings) {}

  /**
   * A page of transactions, newest first.
   *
   * @param next the {@code before} of the next page, or null on the last one
   */
  record TransactionPage(List<Transaction> transactions, @Nullable Cursor next) {}

  /**
   * The balance of an address.
   *
   * @param balance {@code earned − spent}
   * @param asOf the time that was asked for
   */
  record Standing(QubicAddress qubicAddress, Sum balance, Sum earned, Sum spent, Instant asOf) {}

  /**
   * A line of a statement: one side of a transaction.
   *
   * @param position of the event that caused it
   * @param amount negative when the address paid, positive when it earned
   * @param jobId null when it is for no job
   * @param balance of the address after this line
   * @param counterparty an address, or the name of an account that no address holds
   */
  record Line(
      UUID transactionId,
      long position,
      @Nullable JobId jobId,
      Kind kind,
      Money amount,
      Sum balance,
      @Nullable String counterparty,
      Instant createdAt) {}

  /**
   * A page of the payments and earnings of an address, newest first.
   *
   * @param lines a payment from the address to itself has two, always on the same page
   * @param next the {@code before} of the next page, or null on the last one
   */
  record Statement(QubicAddress qubicAddress, List<Line> lines, @Nullable Cursor next) {}

  /**
   * The sums over the accounts of a kind.
   *
   * @param debit the sum of the negative balances, without the sign
   * @param credit the sum of the positive balances
   */
  record Total(Kind kind, long accounts, Sum debit, Sum credit) {}

  /**
   * The sums over all accounts.
   *
   * @param balanced whether debit and credit are equal
   * @param position of the last event in the books
   */
  record TrialBalance(List<Total> totals, Sum debit, Sum credit, boolean balanced, long position) {}

  /**
   * @param kind of the accounts, or null for every kind
   * @param prefix with which the address begins; may be empty
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
   * Returns the balance of an address.
   *
   * @param at the time whose balance is meant, or null for now
   * @throws io.qubix.api.Rejection.NotFound when no event mentions the address
   */
  Standing standing(QubicAddress address, @Nullable Instant at);

  /** Returns the sums over all accounts. */
  TrialBalance trialBalance();
}
