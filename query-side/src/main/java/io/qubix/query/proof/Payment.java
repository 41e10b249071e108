package io.qubix.query.proof;

import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;

/** A payment that follows from the events, in the form in which the books should hold it. */
record Payment(
    long position,
    UUID transactionId,
    UUID jobId,
    String consumer,
    String provider,
    BigInteger amount) {

  /** Its type in the books. */
  static final String TYPE = "JOB_PAYMENT";

  String otherThan(String account) {
    return account.equals(consumer) ? provider : consumer;
  }

  /** Returns the amount for each account, in micro-QUBIC. */
  Map<String, BigInteger> postings() {
    return Map.of(consumer, amount.negate(), provider, amount);
  }
}
