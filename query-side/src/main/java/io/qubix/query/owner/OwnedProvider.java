package io.qubix.query.owner;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.telemetry.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A provider as its owner sees it: the public view, and beside it the members that the first
 * clients know.
 *
 * @param status available while it takes jobs, rented while it only works, otherwise offline
 * @param metrics of the newest heartbeat that reported any, or null
 */
record OwnedProvider(
    @JsonUnwrapped ProviderView provider,
    boolean online,
    String status,
    Specs specs,
    @Nullable Usage metrics) {

  record Specs(
      @JsonProperty("gpu_model") @Nullable String gpuModel,
      @JsonProperty("gpu_vram_gb") @Nullable Double gpuVramGb,
      @JsonProperty("cpu_model") @Nullable String cpuModel,
      @JsonProperty("cpu_cores") @Nullable Integer cpuCores,
      @JsonProperty("ram_total_gb") @Nullable Double ramTotalGb) {}

  static OwnedProvider of(ProviderView provider, @Nullable Usage usage) {
    Hardware machine = provider.hardware();
    return new OwnedProvider(
        provider,
        provider.presence().isOnline(),
        status(provider.presence()),
        new Specs(
            machine.gpuModel(),
            machine.gpuVram(),
            machine.cpuModel(),
            machine.cpuCores(),
            machine.ramTotal()),
        usage);
  }

  private static String status(ProviderView.Presence provider) {
    if (provider.isAvailable()) {
      return "available";
    }
    return provider.isOnline() && !provider.currentJobIds().isEmpty() ? "rented" : "offline";
  }
}
