package io.qubix.api.ledger;

import io.qubix.api.Money;

/** An amount that goes from one account to another. */
public record Transfer(Account from, Account to, Money amount) {}
