package io.qubix.api.ledger;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transfers that belong together.
 *
 * @param id derived from the event that causes the transaction, so that it is booked once
 * @param type of the transaction, as clients see it
 * @param job that it is for, or null when it is for none
 * @param worker whose work the provider's account earns by, or null when it is no worker's
 */
public record Transaction(
    UUID id,
    String type,
    @Nullable JobId job,
    @Nullable WorkerId worker,
    Instant at,
    List<Transfer> transfers) {

  public Transaction {
    transfers = List.copyOf(transfers);
  }

  /**
   * Returns what providers earn by it, less what they give back.
   *
   * @throws ArithmeticException when it is more than a single amount can be
   */
  public Money earned() {
    Sum earned = Sum.ZERO;
    for (Transfer transfer : transfers) {
      if (transfer.to().kind() == Account.Kind.PROVIDER) {
        earned = earned.plus(transfer.amount());
      }
      if (transfer.from().kind() == Account.Kind.PROVIDER) {
        earned = earned.minus(Sum.of(transfer.amount()));
      }
    }
    return new Money(earned.micros().longValueExact());
  }
}
