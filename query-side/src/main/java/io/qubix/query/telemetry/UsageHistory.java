package io.qubix.query.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine's usage over time, oldest first, under the names that the first clients know. */
record UsageHistory(List<At> history) {

  record At(
      Instant timestamp,
      @JsonProperty("cpu_percent") @Nullable Double cpuPercent,
      @JsonProperty("ram_percent") @Nullable Double ramPercent,
      @JsonProperty("gpu_percent") @Nullable Double gpuPercent,
      @JsonProperty("gpu_temp") @Nullable Double gpuTemp,
      @JsonProperty("gpu_mem_used") @Nullable Double gpuMemUsed) {}

  static UsageHistory of(Newest<TelemetryQueries.Sample> samples) {
    return new UsageHistory(samples.map(UsageHistory::at).rows());
  }

  private static At at(TelemetryQueries.Sample sample) {
    Usage usage = Usage.of(sample.metrics());
    return new At(
        sample.timestamp(),
        usage.cpuPercent(),
        usage.ramPercent(),
        usage.gpuPercent(),
        usage.gpuTemp(),
        usage.gpuMemUsedMb());
  }
}
