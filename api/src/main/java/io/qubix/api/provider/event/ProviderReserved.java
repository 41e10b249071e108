package io.qubix.api.provider.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** An attempt of a job holds the provider. */
@Revision("1")
public record ProviderReserved(WorkerId workerId, JobId jobId, int attempt, Instant at)
    implements ProviderHold {}
