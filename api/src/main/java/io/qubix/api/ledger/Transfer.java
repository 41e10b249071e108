package io.qubix.api.ledger;

import io.qubix.api.Money;

/** An amount that moves from one of the {@link Accounts} to another. */
public record Transfer(String from, String to, Money amount) {}
