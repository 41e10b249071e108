package io.qubix.worker.work;

import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a worker sends when it registers.
 *
 * @param slots how many jobs it works on at once
 * @param pricePerHour in QUBIC
 */
public record Profile(
    WorkerId workerId,
    QubicAddress qubicAddress,
    String name,
    ProviderType type,
    Hardware hardware,
    int slots,
    Serving serving,
    @Nullable String location,
    Money pricePerHour) {}
