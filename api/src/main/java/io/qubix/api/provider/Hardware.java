package io.qubix.api.provider;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A provider's machine, as its worker describes it.
 *
 * @param gpuVram GB of each graphics card
 * @param gpuCount graphics cards; 1 where a worker, or an event of an earlier release, names no
 *     number
 * @param ramTotal GB
 */
public record Hardware(
    @Nullable String gpuModel,
    @Nullable Double gpuVram,
    Integer gpuCount,
    @Nullable String cpuModel,
    @Nullable Integer cpuCores,
    @Nullable Double ramTotal) {

  /** Nothing is known of the machine. */
  public static final Hardware UNKNOWN = new Hardware(null, null, null, null, null);

  public Hardware {
    gpuCount = Objects.requireNonNullElse(gpuCount, 1);
  }

  /** Describes a machine with at most one graphics card. */
  public Hardware(
      @Nullable String gpuModel,
      @Nullable Double gpuVram,
      @Nullable String cpuModel,
      @Nullable Integer cpuCores,
      @Nullable Double ramTotal) {
    this(gpuModel, gpuVram, 1, cpuModel, cpuCores, ramTotal);
  }
}
