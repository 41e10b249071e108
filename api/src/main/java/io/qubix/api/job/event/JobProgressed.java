package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The whole percent changed, or the worker's current operation.
 *
 * @param timeRemaining seconds, at the speed so far
 * @param costSoFar what the attempt would cost if it ended now
 */
@Revision("1")
public record JobProgressed(
    JobId jobId,
    int attempt,
    WorkerId worker,
    int progress,
    @Nullable String currentOperation,
    @Nullable Double timeRemaining,
    @Nullable Money costSoFar,
    Instant at)
    implements JobEvent {

  /** The metadata key that announces metrics of the same report: both are shown together. */
  public static final String METRICS_FOLLOW = "metricsFollow";
}
