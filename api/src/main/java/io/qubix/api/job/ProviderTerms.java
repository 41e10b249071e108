package io.qubix.api.job;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.provider.WorkerId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who took an attempt, and for how much: as it was when the job was assigned, whatever the provider
 * changes later.
 *
 * @param pricePerHour QUBIC for an hour of work; the charge is made from it
 */
public record ProviderTerms(
    UUID id,
    WorkerId workerId,
    QubicAddress qubicAddress,
    @Nullable String name,
    @Nullable String gpuModel,
    Money pricePerHour) {}
