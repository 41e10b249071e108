package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Creates a job with a new id. Answered with the {@link JobCreated} that this caused.
 *
 * @param computeNeeded hours
 * @param inputData a JSON object
 * @param maxPrice the highest price of an hour, or null for any price
 */
public record CreateJob(
    @TargetAggregateIdentifier JobId jobId,
    QubicAddress consumer,
    String modelType,
    double computeNeeded,
    JsonNode inputData,
    @Nullable Money maxPrice,
    @Nullable Requirements requirements,
    JobTerms terms)
    implements JobCommand {

  /** Returns the expected cost: the hours at the highest price, or at 1 without one. */
  public static Money estimate(double computeNeeded, @Nullable Money maxPrice) {
    return (maxPrice == null ? Money.ONE : maxPrice).forHours(computeNeeded);
  }
}
