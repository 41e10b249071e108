package io.qubix.query.proof;

import io.qubix.log.read.StoredEvent;
import org.jspecify.annotations.Nullable;

/** What one kind of event means for money, by the auditor's own reading of its JSON. */
@FunctionalInterface
interface MoneyRule {

  /**
   * Returns the transaction that follows from the event, or null when none does.
   *
   * @throws IllegalArgumentException when the event cannot be read
   */
  @Nullable ExpectedBooking after(StoredEvent event, BookingsByEvents known);
}
