package io.qubix.query.ledger;

import io.qubix.api.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
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

  private UUID transactionId;

  private String account;

  private long amount;

  private @Nullable String counterparty;

  private Instant at;

  @SuppressWarnings("NullAway.Init")
  protected PostingRow() {}

  long position() {
    return position;
  }

  UUID transactionId() {
    return transactionId;
  }

  String account() {
    return account;
  }

  Money amount() {
    return new Money(amount);
  }

  @Nullable String counterparty() {
    return counterparty;
  }

  Instant at() {
    return at;
  }
}
