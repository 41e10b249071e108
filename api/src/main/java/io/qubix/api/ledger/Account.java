package io.qubix.api.ledger;

import io.qubix.api.job.JobId;
import io.qubix.api.user.QubicAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account in the books. Its name is the kind and the holder, as in {@code consumer:ADDRESS}.
 *
 * @param holder empty for the one account of a kind
 */
public record Account(Kind kind, String holder) {

  /** The purpose of an account, in the order of the names. */
  public enum Kind {
    /** An address pays from it; it may go below zero. */
    CONSUMER,
    /** Holds what was set aside for a job. */
    ESCROW,
    /** Stands for the network outside: deposits come from it, and payouts go to it. */
    EXTERNAL,
    /** The marketplace earns into it. */
    PLATFORM,
    /** An address earns into it. */
    PROVIDER
  }

  public static final Account EXTERNAL = new Account(Kind.EXTERNAL, "");
  public static final Account FEES = new Account(Kind.PLATFORM, "fees");

  public static Account consumer(QubicAddress address) {
    return new Account(Kind.CONSUMER, address.value());
  }

  public static Account provider(QubicAddress address) {
    return new Account(Kind.PROVIDER, address.value());
  }

  public static Account escrow(JobId job) {
    return new Account(Kind.ESCROW, job.value().toString());
  }

  /**
   * Reads the name of an account.
   *
   * @throws IllegalArgumentException when the kind is unknown
   */
  public static Account parse(String name) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    return new Account(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)), colon < 0 ? "" : name.substring(colon + 1));
  }

  /** Returns the address that holds the account, or null when none does. */
  public @Nullable QubicAddress address() {
    return kind == Kind.CONSUMER || kind == Kind.PROVIDER ? new QubicAddress(holder) : null;
  }

  /** Returns the name of the other side of a payment: an address, or an account without one. */
  public String party() {
    return address() == null ? toString() : holder;
  }

  @Override
  public String toString() {
    String word = kind.name().toLowerCase(Locale.ROOT);
    return holder.isEmpty() ? word : word + ":" + holder;
  }
}
