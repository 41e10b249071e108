package io.qubix.worker;

import com.sun.management.OperatingSystemMXBean;
import io.qubix.api.provider.Hardware;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the machine that the worker runs on, as far as Java can tell. */
final class MachineHardware {

  private static final double BYTES_PER_GB = 1L << 30;

  private MachineHardware() {}

  /**
   * @param gpuModel given by the operator, because no portable way to ask exists
   * @param gpuVram in GB
   */
  static Hardware with(@Nullable String gpuModel, @Nullable Double gpuVram, int gpuCount) {
    return new Hardware(
        gpuModel,
        gpuVram,
        gpuCount,
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        ramInGb());
  }

  private static @Nullable Double ramInGb() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return Math.round(system.getTotalMemorySize() / BYTES_PER_GB * 10) / 10.0;
    }
    return null;
  }

  private static String cpuModel() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .filter(model -> !model.isEmpty())
          .findFirst()
          .orElseGet(MachineHardware::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
