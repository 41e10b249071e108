package io.qubix.terminal.job;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what a job requires of a machine. */
final class MachineOptions {

  @Option(
      names = "--gpu",
      paramLabel = "MODEL",
      description = "Words of the GPU's name, such as 4090.")
  private @Nullable String gpu;

  @Option(names = "--min-vram", paramLabel = "GB", description = "The minimum GPU memory.")
  private @Nullable BigDecimal minVram;

  @Option(names = "--min-ram", paramLabel = "GB", description = "The minimum RAM.")
  private @Nullable BigDecimal minRam;

  @Option(names = "--location", paramLabel = "PLACE", description = "Where the machine must be.")
  private @Nullable String location;

  boolean any() {
    return !body().isEmpty();
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "gpuModel", gpu);
    put(body, "minVramGb", minVram);
    put(body, "minRamGb", minRam);
    put(body, "location", location);
    return body;
  }

  private static void put(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
