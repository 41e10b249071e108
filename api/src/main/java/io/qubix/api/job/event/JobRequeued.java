package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The job is back on the market.
 *
 * @param attempt the next attempt, from 2
 * @param failedBy the workers that failed it so far; other workers come first
 * @param notBefore from when on it may be offered, or null for at once
 */
@Revision("1")
public record JobRequeued(
    JobId jobId,
    int attempt,
    List<WorkerId> failedBy,
    @Nullable Instant notBefore,
    Instant requeuedAt)
    implements JobEvent {

  /** Returns when its wait for a provider begins. */
  public Instant waitingSince() {
    return notBefore == null ? requeuedAt : notBefore;
  }
}
