package io.qubix.query.proof;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as stored in the books.
 *
 * @param hasRow false when only its postings exist; type and job are then missing
 */
record FoundBooking(
    UUID id,
    long position,
    boolean hasRow,
    @Nullable String type,
    @Nullable UUID jobId,
    List<Posting> postings) {

  /** What one account gets, in micro-QUBIC. */
  record Posting(String account, BigInteger amount, @Nullable String counterparty) {}

  BigInteger sum() {
    return postings.stream().map(Posting::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }
}
