package io.qubix.api.matching;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job requires of a provider; an absent or empty member requires nothing.
 *
 * @param gpuModel words of the GPU's name, in any case: {@code 4090} fits {@code NVIDIA RTX 4090};
 *     see {@link GpuModel}
 * @param minVramGb GB of each graphics card
 * @param gpuCount the least graphics cards
 * @param minRamGb GB
 * @param location the whole location, in any case
 * @param labels which the provider must have, with these values
 * @param onlyProviders the only workers that may have the job, or an empty list for all
 * @param notProviders the workers that must not have it
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requirements(
    @Nullable String gpuModel,
    @Nullable Double minVramGb,
    @Nullable Integer gpuCount,
    @Nullable Integer minCpuCores,
    @Nullable Double minRamGb,
    @Nullable String location,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WorkerId> onlyProviders,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WorkerId> notProviders) {

  public static final Requirements NONE = new Requirements(null, null, null, null);

  public Requirements {
    labels = labels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(labels));
    onlyProviders = onlyProviders == null ? List.of() : List.copyOf(onlyProviders);
    notProviders = notProviders == null ? List.of() : List.copyOf(notProviders);
  }

  /** Requires what one machine with one graphics card may have. */
  public Requirements(
      @Nullable String gpuModel,
      @Nullable Double minVramGb,
      @Nullable Double minRamGb,
      @Nullable String location) {
    this(gpuModel, minVramGb, null, null, minRamGb, location, Map.of(), List.of(), List.of());
  }

  /**
   * Returns why a provider must not have a job with these requirements, or null when it may.
   *
   * @param modelType of the job, or null when it is not known yet
   */
  public @Nullable Reason unmetBy(@Nullable String modelType, ProviderState provider) {
    Hardware machine = provider.hardware();
    if (modelType != null && !provider.serving().serves(modelType)) {
      return Reason.MODEL_NOT_SERVED;
    } else if (!mayGoTo(provider.workerId())) {
      return Reason.EXCLUDED;
    } else if (gpuModel != null
        && (machine.gpuModel() == null
            || !GpuModel.of(machine.gpuModel()).meets(GpuModel.of(gpuModel), machine.gpuVram()))) {
      return Reason.GPU_MODEL;
    } else if (isMore(minVramGb, machine.gpuVram())) {
      return Reason.VRAM;
    } else if (isMore(gpuCount, machine.gpuCount())) {
      return Reason.GPU_COUNT;
    } else if (isMore(minCpuCores, machine.cpuCores())) {
      return Reason.CPU_CORES;
    } else if (isMore(minRamGb, machine.ramTotal())) {
      return Reason.RAM;
    } else if (!isMetAt(provider.location())) {
      return Reason.LOCATION;
    }
    boolean isLabelled = provider.serving().labels().entrySet().containsAll(labels.entrySet());
    return isLabelled ? null : Reason.LABEL;
  }

  /** Returns whether the job may go to a worker. */
  private boolean mayGoTo(WorkerId worker) {
    return (onlyProviders.isEmpty() || onlyProviders.contains(worker))
        && !notProviders.contains(worker);
  }

  /** Returns whether the location of a machine meets the requirements. */
  public boolean isMetAt(@Nullable String itsLocation) {
    return location == null || location.equalsIgnoreCase(itsLocation);
  }

  private static boolean isMore(@Nullable Number least, @Nullable Number given) {
    return least != null && (given == null || given.doubleValue() < least.doubleValue());
  }
}
