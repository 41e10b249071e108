package io.qubix.query.audit;

import java.math.BigInteger;
import java.util.Map;
import java.util.UUID;

/** A payment that follows from the events, as the books should hold it. */
record Payment(
    long position,
    UUID transactionId,
    UUID jobId,
    String consumer,
    String provider,
    BigInteger amount) {

  /** What the books call it. */
  static final String TYPE = "JOB_PAYMENT";

  String otherThan(String account) {
    return account.equals(consumer) ? provider : consumer;
  }

  /** What each account gets, in micro-QUBIC. */
  Map<String, BigInteger> postings() {
    return Map.of(consumer, amount.negate(), provider, amount);
  }
}
