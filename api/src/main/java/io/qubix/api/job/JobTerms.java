package io.qubix.api.job;

import io.qubix.api.money.Money;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job's consumer asks for beside the machine and its price: time, cost, retries, order. An
 * absent member asks for nothing.
 *
 * @param timeoutSeconds the longest attempt, from its assignment
 * @param progressTimeoutSeconds the longest time without a new percent, operation or log line
 * @param notBefore when it may be offered first
 * @param expiresAt when it is over if it is not done
 * @param maxTotalCost the most that it may cost: an attempt that costs more is ended
 * @param priority 0 to 9; a higher one comes first; null stands for 5
 * @param labels the consumer's own names for it, at most 16; they decide nothing
 * @param retryOf the job that this one repeats
 */
@RecordBuilder
public record JobTerms(
    @Nullable Integer timeoutSeconds,
    @Nullable Integer progressTimeoutSeconds,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable Money maxTotalCost,
    @Nullable Retry retry,
    @Nullable Integer priority,
    @Nullable Map<String, String> labels,
    @Nullable JobId retryOf) {

  public static final JobTerms NONE =
      new JobTerms(null, null, null, null, null, null, null, null, null);

  public static JobTerms orNone(@Nullable JobTerms terms) {
    return terms == null ? NONE : terms;
  }

  /**
   * How often a failed job goes back to the market, and how soon.
   *
   * @param backoffSeconds the wait before each reassignment; the last one counts for all further
   */
  public record Retry(@Nullable Integer maxReassignments, @Nullable List<Integer> backoffSeconds) {}
}
