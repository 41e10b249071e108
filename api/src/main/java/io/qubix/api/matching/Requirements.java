package io.qubix.api.matching;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.matching.DecisionReceipt.Reason;
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

  /**
   * Returns the first requirement that a machine at that location fails, or null when it meets all.
   */
  public @Nullable Reason unmetBy(Hardware machine, @Nullable String itsLocation) {
    if (gpuModel != null
        && (machine.gpuModel() == null
            || !GpuModel.of(machine.gpuModel()).meets(GpuModel.of(gpuModel), machine.gpuVram()))) {
      return Reason.GPU_MODEL;
    } else if (isMore(minVramGb, machine.gpuVram())) {
      return Reason.VRAM;
    } else if (isMore(minRamGb, machine.ramTotal())) {
      return Reason.RAM;
    }
    return isMetAt(itsLocation) ? null : Reason.LOCATION;
  }

  /** Returns whether the location of a machine meets the requirements. */
  public boolean isMetAt(@Nullable String itsLocation) {
    return location == null || location.equalsIgnoreCase(itsLocation);
  }

  private static boolean isMore(@Nullable Double least, @Nullable Double given) {
    return least != null && (given == null || given < least);
  }

  /**
   * Returns a location with its case folded: two locations have the same form exactly when {@link
   * String#equalsIgnoreCase} says that they are equal.
   */
  public static String folded(String location) {
    return location
        .codePoints()
        .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
