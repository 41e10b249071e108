package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The job waits for a provider. Either the matcher found no free provider that fits, or a creation
 * with an Idempotency-Key was answered before the matcher decided. Written once for each wait.
 *
 * @param waitingSince when it was created or put back, or from when on it could be offered
 */
@Revision("1")
public record JobLeftWaiting(JobId jobId, int attempt, Instant waitingSince, Instant at)
    implements JobVerdict {

  /** Returns when the job will have waited too long. */
  public Instant timesOutAt() {
    return JobRules.timesOutAt(waitingSince);
  }
}
