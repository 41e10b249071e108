package io.qubix.query.ledger;

import io.qubix.api.QubicAddress;

/** The names of the accounts in the books. */
final class Accounts {

  private static final String CONSUMER = "consumer:";
  private static final String PROVIDER = "provider:";

  private Accounts() {}

  /** The account an address pays from; it may go below zero. */
  static String consumer(QubicAddress address) {
    return CONSUMER + address;
  }

  /** The account an address earns into. */
  static String provider(QubicAddress address) {
    return PROVIDER + address;
  }

  /** The beginning of the names of all accounts of a kind. */
  static String prefix(LedgerSearch.Kind kind) {
    return kind == LedgerSearch.Kind.CONSUMER ? CONSUMER : PROVIDER;
  }

  static boolean isConsumer(String account) {
    return account.startsWith(CONSUMER);
  }

  /** Returns the address of an account: the part after the kind. */
  static String holderOf(String account) {
    return account.substring(account.indexOf(':') + 1);
  }
}
