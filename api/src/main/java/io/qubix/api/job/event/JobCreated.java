package io.qubix.api.job.event;

import io.qubix.api.HasContents;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.user.Participation;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRole;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A consumer submitted a job.
 *
 * @param computeNeeded hours
 * @param terms null for none
 * @param requestHash of the first request with this Idempotency-Key, or null without a key
 */
@Revision("1")
@RecordBuilder
public record JobCreated(
    JobId jobId,
    QubicAddress consumer,
    String modelType,
    double computeNeeded,
    JsonNode inputData,
    @Nullable Money maxPrice,
    @Nullable Requirements requirements,
    @Nullable JobTerms terms,
    Money estimatedCost,
    @Nullable String requestHash,
    Instant createdAt)
    implements JobEvent, HasContents, Participation {

  /** Returns from when on the job may be offered, or null for at once. */
  public @Nullable Instant notBefore() {
    Instant asked = JobTerms.orNone(terms).notBefore();
    return asked == null || !asked.isAfter(createdAt) ? null : asked;
  }

  /** Returns when its wait for a provider begins. */
  public Instant waitingSince() {
    Instant later = notBefore();
    return later == null ? createdAt : later;
  }

  @Override
  public boolean createsJob() {
    return true;
  }

  @Override
  public @Nullable JobId repeats() {
    return JobTerms.orNone(terms).retryOf();
  }

  @Override
  public JsonNode contents() {
    return inputData;
  }

  @Override
  public JobCreated withContents(JsonNode contents) {
    return JobCreatedBuilder.builder(this).inputData(contents).build();
  }

  @Override
  public QubicAddress participant() {
    return consumer;
  }

  @Override
  public UserRole role() {
    return UserRole.CONSUMER;
  }
}
