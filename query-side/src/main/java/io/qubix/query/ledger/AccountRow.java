package io.qubix.query.ledger;

import io.qubix.api.Sum;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import org.hibernate.annotations.Immutable;

/** An account's balance, as queries read it. */
@Entity
@Immutable
@Table(name = "ledger_account")
class AccountRow {

  @Id private String account;

  private BigInteger balance;

  @SuppressWarnings("NullAway.Init")
  protected AccountRow() {}

  Sum balance() {
    return new Sum(balance);
  }
}
