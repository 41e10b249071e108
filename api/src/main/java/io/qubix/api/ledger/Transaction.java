package io.qubix.api.ledger;

import io.qubix.api.JobId;
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
 */
public record Transaction(
    UUID id, String type, @Nullable JobId job, Instant at, List<Transfer> transfers) {

  public Transaction {
    transfers = List.copyOf(transfers);
  }
}
