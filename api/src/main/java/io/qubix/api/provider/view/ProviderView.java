package io.qubix.api.provider.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider as clients see it.
 *
 * @param gpuVram GB
 * @param ramTotal GB
 * @param isAvailable online, listed by its owner, and without a job
 * @param totalJobs completed jobs
 */
public record ProviderView(
    UUID id,
    WorkerId workerId,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    @Nullable String gpuModel,
    @Nullable Double gpuVram,
    @Nullable String cpuModel,
    @Nullable Integer cpuCores,
    @Nullable Double ramTotal,
    @Nullable String location,
    Money pricePerHour,
    @JsonProperty("isOnline") boolean isOnline,
    @JsonProperty("isAvailable") boolean isAvailable,
    @Nullable JobId currentJobId,
    long totalJobs,
    Sum totalEarnings,
    Instant registeredAt,
    Instant lastHeartbeat) {}
