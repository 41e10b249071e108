package io.qubix.api.ledger;

import io.qubix.api.QubicAddress;

/** The names of the accounts in the books. */
public final class Accounts {

  public static final String CONSUMER = "consumer:";
  public static final String PROVIDER = "provider:";

  private Accounts() {}

  /** Returns the account that an address pays from; it may go below zero. */
  public static String consumer(QubicAddress address) {
    return CONSUMER + address;
  }

  /** Returns the account that an address earns into. */
  public static String provider(QubicAddress address) {
    return PROVIDER + address;
  }

  public static boolean isConsumer(String account) {
    return account.startsWith(CONSUMER);
  }

  /** Returns the address of an account: the part after the kind. */
  public static String holderOf(String account) {
    return account.substring(account.indexOf(':') + 1);
  }
}
