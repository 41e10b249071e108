package io.qubix.query.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.json.JsonNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A machine's usage, under the names that the first clients know. A value is null when the worker
 * did not report it under one of its usual names, or as a number beyond all measure.
 */
public record Usage(
    @JsonProperty("cpu_percent") @Nullable Double cpuPercent,
    @JsonProperty("ram_percent") @Nullable Double ramPercent,
    @JsonProperty("gpu_percent") @Nullable Double gpuPercent,
    @JsonProperty("gpu_temp") @Nullable Double gpuTemp,
    @JsonProperty("gpu_mem_used_mb") @Nullable Double gpuMemUsedMb,
    @JsonProperty("gpu_mem_total_mb") @Nullable Double gpuMemTotalMb) {

  static Usage of(JsonNode reported) {
    return new Usage(
        number(reported, "cpu_percent", "cpuPercent", "cpu"),
        number(reported, "ram_percent", "ramPercent", "ram"),
        number(reported, "gpu_percent", "gpuPercent", "gpu"),
        number(reported, "gpu_temp", "gpuTemp"),
        number(reported, "gpu_mem_used_mb", "gpuMemUsedMb", "gpu_mem_used"),
        number(reported, "gpu_mem_total_mb", "gpuMemTotalMb", "gpu_mem_total"));
  }

  private static @Nullable Double number(JsonNode reported, String... names) {
    for (String name : names) {
      JsonNode value = reported.path(name);
      if (value.isNumber()) {
        return JsonNumbers.finite(value);
      }
    }
    return null;
  }
}
