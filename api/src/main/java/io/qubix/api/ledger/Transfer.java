package io.qubix.api.ledger;

import io.qubix.api.money.Money;

/** An amount that goes from one account to another. */
public record Transfer(Account from, Account to, Money amount) {}
