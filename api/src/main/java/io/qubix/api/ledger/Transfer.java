package io.qubix.api.ledger;

import io.qubix.api.Money;

/** An amount on its way from one of the {@link Accounts} to another. */
public record Transfer(String from, String to, Money amount) {}
