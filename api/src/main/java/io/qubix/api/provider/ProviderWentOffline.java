package io.qubix.api.provider;

import io.qubix.api.JobId;
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
