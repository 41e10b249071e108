package io.qubix.api.provider;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * An attempt released its provider.
 *
 * @param earning of the attempt; zero unless completed
 */
@Revision("1")
public record ProviderReleased(
    WorkerId workerId, JobId jobId, int attempt, AttemptEnd end, Money earning, Instant at)
    implements ProviderHold {

  @Override
  public @Nullable ProviderReleased earned() {
    return end == AttemptEnd.COMPLETED ? this : null;
  }
}
