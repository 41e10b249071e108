package io.qubix.api.provider;

import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which provider took an attempt, and at which price. Later changes of the provider do not affect
 * it.
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
