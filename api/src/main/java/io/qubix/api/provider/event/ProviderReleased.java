package io.qubix.api.provider.event;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * An attempt released its provider.
 *
 * @param earning of the attempt; zero unless completed. It repeats what the job's {@link
 *     io.qubix.api.ledger.MovesMoney} says, so that the provider's stream stands alone
 * @param failedElsewhere true when the attempt failed and another provider had failed the job, too,
 *     so that it says little about this one; otherwise null
 * @param cause why the attempt failed; null when it did not, and in older events
 * @param effort how long the attempt took; null unless completed, and in older events
 */
@Revision("1")
public record ProviderReleased(
    WorkerId workerId,
    JobId jobId,
    int attempt,
    AttemptEnd end,
    Money earning,
    @Nullable Boolean failedElsewhere,
    @Nullable FailureCause cause,
    @Nullable Effort effort,
    Instant at)
    implements ProviderHold {

  /** Of an attempt at a job that no other provider failed. */
  public ProviderReleased(
      WorkerId workerId, JobId jobId, int attempt, AttemptEnd end, Money earning, Instant at) {
    this(workerId, jobId, attempt, end, earning, null, null, null, at);
  }

  /**
   * Returns whether the provider had its chance and did not do the job, as far as one can tell. How
   * much time was left before a job expired is not its doing.
   */
  public boolean countsAgainstProvider() {
    return end.isFailure() && failedElsewhere == null && cause != FailureCause.EXPIRED;
  }
}
