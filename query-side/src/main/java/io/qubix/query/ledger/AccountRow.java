package io.qubix.query.ledger;

import io.qubix.api.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An account's balance, as queries read it. */
@Entity
@Immutable
@Table(name = "ledger_account")
class AccountRow {

  @Id private String account;

  private long balance;

  @SuppressWarnings("NullAway.Init")
  protected AccountRow() {}

  Money balance() {
    return new Money(balance);
  }
}
