package io.qubix.api.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider's machine, as its worker describes it.
 *
 * @param gpuVram GB
 * @param ramTotal GB
 */
public record Hardware(
    @Nullable String gpuModel,
    @Nullable Double gpuVram,
    @Nullable String cpuModel,
    @Nullable Integer cpuCores,
    @Nullable Double ramTotal) {}
