package io.qubix.query.proof;

import io.qubix.query.proof.FoundBooking.Posting;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that follows from the events, in the form in which the books should hold it.
 *
 * @param type of the transaction in the books
 * @param jobId that it is for, or null when it is for none
 */
record ExpectedBooking(
    UUID id, long position, String type, @Nullable UUID jobId, List<Movement> movements) {

  /**
   * A transfer between two accounts.
   *
   * @param amount in micro-QUBIC
   */
  record Movement(String from, String to, BigInteger amount) {}

  /** Returns the sum of its transfers, in micro-QUBIC. */
  BigInteger amount() {
    return movements.stream().map(Movement::amount).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Returns both sides of each transfer. */
  List<Posting> postings() {
    return movements.stream()
        .flatMap(
            moved ->
                Stream.of(
                    new Posting(moved.from(), moved.amount().negate(), moved.to()),
                    new Posting(moved.to(), moved.amount(), moved.from())))
        .toList();
  }
}
