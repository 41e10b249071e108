package io.qubix.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.provider.GpuModel;
import io.qubix.api.provider.Hardware;
import org.jspecify.annotations.Nullable;

/**
 * What a job requires of a provider's machine; an absent member requires nothing.
 *
 * @param gpuModel words of the GPU's name, in any case: {@code 4090} fits {@code NVIDIA RTX 4090};
 *     see {@link GpuModel}
 * @param minVramGb GB
 * @param minRamGb GB
 * @param location the whole location, in any case
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requirements(
    @Nullable String gpuModel,
    @Nullable Double minVramGb,
    @Nullable Double minRamGb,
    @Nullable String location) {

  public static final Requirements NONE = new Requirements(null, null, null, null);

  /** Returns whether a machine at that location meets the requirements. */
  public boolean metBy(Hardware machine, @Nullable String itsLocation) {
    return (gpuModel == null
            || machine.gpuModel() != null
                && GpuModel.of(machine.gpuModel()).meets(GpuModel.of(gpuModel), machine.gpuVram()))
        && (minVramGb == null || machine.gpuVram() != null && machine.gpuVram() >= minVramGb)
        && (minRamGb == null || machine.ramTotal() != null && machine.ramTotal() >= minRamGb)
        && (location == null || location.equalsIgnoreCase(itsLocation));
  }
}
