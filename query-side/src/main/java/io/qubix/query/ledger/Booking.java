package io.qubix.query.ledger;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import io.qubix.api.Sum;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in the books.
 *
 * @param id derived from the event that caused it, so that it is booked once
 * @param position of that event in the log
 * @param postings sum to zero
 */
record Booking(
    UUID id, long position, String type, JobId jobId, Instant at, List<Posting> postings) {

  static final String JOB_PAYMENT = "JOB_PAYMENT";

  /** What a transaction adds to an account, or takes from it. */
  record Posting(String account, Money amount, @Nullable String counterparty) {}

  Booking {
    postings = List.copyOf(postings);
    if (!Sum.of(postings.stream().map(Posting::amount).toList()).equals(Sum.ZERO)) {
      throw new IllegalArgumentException("The postings of a transaction must sum to zero");
    }
  }
}
