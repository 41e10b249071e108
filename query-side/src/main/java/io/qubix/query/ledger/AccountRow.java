package io.qubix.query.ledger;

import io.qubix.api.ledger.Account;
import io.qubix.api.money.Sum;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** An account's balance, as queries read it. */
@Entity
@Immutable
@Table(name = "ledger_account")
class AccountRow {

  @Id private String account;

  @Formula("split_part(account, ':', 1)")
  private String kind;

  private BigInteger balance;

  @SuppressWarnings("NullAway.Init")
  protected AccountRow() {}

  Sum balance() {
    return new Sum(balance);
  }

  LedgerSearch.Balance view() {
    Account named = Account.parse(account);
    return new LedgerSearch.Balance(account, named.kind(), named.address(), balance());
  }
}
