package io.qubix.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that does not agree.
 *
 * @param position of the event that it is about, or that should have caused it
 * @param expected what follows from the events; amounts are QUBIC. Absent: nothing
 * @param found what is there. Absent: nothing
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

  /** Micro-QUBIC as people read them. */
  static @Nullable BigDecimal qubic(@Nullable BigInteger micros) {
    return micros == null ? null : new BigDecimal(micros, 6);
  }
}
