package io.qubix.query.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the events and the books.
 *
 * @param position of the event concerned, or of the event that should have caused it
 * @param expected what follows from the events, or null for nothing; amounts are in QUBIC
 * @param found what the books hold, or null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Difference(
    @Nullable String account,
    @Nullable UUID transactionId,
    @Nullable UUID jobId,
    @Nullable Long position,
    String what,
    @Nullable Object expected,
    @Nullable Object found) {

  /** Converts micro-QUBIC to QUBIC. */
  static @Nullable BigDecimal qubic(@Nullable BigInteger micros) {
    return micros == null ? null : new BigDecimal(micros, 6);
  }
}
