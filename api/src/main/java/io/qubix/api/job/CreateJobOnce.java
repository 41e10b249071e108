package io.qubix.api.job;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks for computing time, however often it is sent. Answered with an {@code Optional} of the
 * {@link JobCreated} that this caused; empty when the job's Idempotency-Key was used before, with
 * an equal request.
 *
 * @param job under an id that comes from the key
 * @param requestHash of what the key is used with
 * @param earlierHash the same as earlier releases took it, of the body as it came
 */
public record CreateJobOnce(CreateJob job, String requestHash, String earlierHash)
    implements JobCommand {

  @Override
  @TargetAggregateIdentifier
  public JobId jobId() {
    return job.jobId();
  }
}
