package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Creates a job at most once, however often the command is sent. Answered with an {@code Optional}
 * of the {@link JobCreated} that this caused; empty when the job's Idempotency-Key was used before,
 * with an equal request.
 *
 * @param job with an id that follows from the key
 * @param requestHash of the request that the key is used with
 * @param earlierHash the hash of earlier releases: of the body as it came
 */
public record CreateJobOnce(CreateJob job, String requestHash, String earlierHash)
    implements JobCommand {

  @Override
  @TargetAggregateIdentifier
  public JobId jobId() {
    return job.jobId();
  }
}
