package io.qubix.api.provider.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The worker is gone.
 *
 * @param heldJob the job that it held and lost, or null
 * @param heldAttempt the attempt of that job, or 0
 */
@Revision("1")
public record ProviderWentOffline(
    WorkerId workerId, OfflineReason reason, @Nullable JobId heldJob, int heldAttempt, Instant at)
    implements ProviderEvent {}
