package io.qubix.api.job;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.Uuids;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The attempt, and with it the job, was completed: the consumer pays what the provider earns.
 *
 * @param earner the provider's address at assignment
 * @param pricePerHour the provider's price at assignment
 * @param cost {@code duration × pricePerHour}, rounded half up at the sixth decimal
 */
@Revision("1")
public record JobCompleted(
    JobId jobId,
    int attempt,
    QubicAddress consumer,
    WorkerId worker,
    QubicAddress earner,
    Money pricePerHour,
    Duration duration,
    Money cost,
    @Nullable JsonNode result,
    Instant completedAt)
    implements JobEvent {

  /** Returns the id of the payment that this event caused, the same wherever it is derived. */
  public UUID transactionId() {
    return transactionId(jobId, attempt);
  }

  public static UUID transactionId(JobId jobId, int attempt) {
    return Uuids.named(jobId + "/" + attempt + "/completed");
  }
}
