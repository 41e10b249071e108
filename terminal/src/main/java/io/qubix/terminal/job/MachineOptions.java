package io.qubix.terminal.job;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Option(names = "--gpus", paramLabel = "N", description = "The minimum number of GPUs.")
  private @Nullable Integer gpus;

  @Option(names = "--min-cores", paramLabel = "N", description = "The minimum CPU cores.")
  private @Nullable Integer minCores;

  @Option(names = "--min-ram", paramLabel = "GB", description = "The minimum RAM.")
  private @Nullable BigDecimal minRam;

  @Option(names = "--location", paramLabel = "PLACE", description = "Where the machine must be.")
  private @Nullable String location;

  @Option(
      names = "--require-label",
      paramLabel = "NAME=VALUE",
      description = "A label that the provider must have. Repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--only",
      paramLabel = "WORKER",
      description = "A provider that may have the job, no other. Repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--not",
      paramLabel = "WORKER",
      description = "A provider that must not have the job. Repeatable.")
  private List<String> not = new ArrayList<>();

  boolean any() {
    return !body().isEmpty();
  }

  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "gpuModel", gpu);
    put(body, "minVramGb", minVram);
    put(body, "gpuCount", gpus);
    put(body, "minCpuCores", minCores);
    put(body, "minRamGb", minRam);
    put(body, "location", location);
    put(body, "labels", labels.isEmpty() ? null : labels);
    put(body, "onlyProviders", only.isEmpty() ? null : only);
    put(body, "notProviders", not.isEmpty() ? null : not);
    return body;
  }

  private static void put(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
