package io.qubix.query.ledger;

import io.qubix.api.ledger.Account;
import io.qubix.api.money.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A posting, as queries read it. */
@Entity
@Immutable
@IdClass(PostingRow.Key.class)
@Table(name = "ledger_posting")
class PostingRow {

  record Key(long position, short line) implements Serializable {}

  @Id private long position;

  @Id private short line;

  @ManyToOne(fetch = FetchType.LAZY)
  private TransactionRow transaction;

  private String account;

  private long amount;

  private @Nullable String counterparty;

  private Instant at;

  @SuppressWarnings("NullAway.Init")
  protected PostingRow() {}

  long position() {
    return position;
  }

  TransactionRow transaction() {
    return transaction;
  }

  Account account() {
    return Account.parse(account);
  }

  Money amount() {
    return new Money(amount);
  }

  /** Returns the other side of the payment, or null when it is not known. */
  @Nullable String counterparty() {
    return counterparty == null ? null : Account.parse(counterparty).party();
  }

  Instant at() {
    return at;
  }

  LedgerSearch.Posting view() {
    return new LedgerSearch.Posting(account, amount());
  }
}
