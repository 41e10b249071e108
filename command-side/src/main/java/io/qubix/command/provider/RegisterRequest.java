package io.qubix.command.provider;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.RegisterProvider;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The bodies of the two ways to register a provider; one of them comes in two forms. */
record RegisterRequest(
    WorkerId worker,
    QubicAddress address,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    @Nullable String location,
    @Nullable Money pricePerHour) {

  static final long MAX_PRICE = 1_000_000_000;
  private static final double MAX_GB = 1_000_000;
  private static final int MAX_CORES = 1_000_000;

  /** {@code POST /api/providers/register}, in today's form or that of older workers. */
  static RegisterRequest of(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    boolean older = !fields.has("workerId") && (fields.has("worker_id") || fields.has("specs"));
    WorkerId worker = fields.requiredWorker(older ? "worker_id" : "workerId");
    QubicAddress address = fields.requiredAddress(older ? "address" : "qubicAddress");
    String name = name(fields);
    ProviderType type = fields.word("type", ProviderType.class);
    Hardware hardware = older ? specs(fields.inside("specs")) : hardware(fields);
    String location = fields.text("location", Fields.MAX_TEXT);
    Money price = fields.money("pricePerHour", true, MAX_PRICE);
    if (!fields.has("pricePerHour")) {
      fields.reject("pricePerHour", "is required");
    }
    fields.verify();
    return new RegisterRequest(worker, address, name, orNative(type), hardware, location, price);
  }

  /** {@code POST /api/providers/quick-register}: as a browser sees its machine. */
  static RegisterRequest quick(@Nullable JsonNode body) {
    Fields fields = Fields.of(body);
    ProviderType type = fields.word("type", ProviderType.class);
    if (!fields.has("type")) {
      fields.reject("type", "is required");
    }
    WorkerId worker = fields.requiredWorker("workerId");
    QubicAddress address = fields.requiredAddress("qubicAddress");
    String name = name(fields);
    Hardware hardware =
        quickHardware(fields.inside("gpu"), fields.inside("cpu"), fields.inside("ram"));
    String location = fields.text("location", Fields.MAX_TEXT);
    Money price = fields.money("pricePerHour", true, MAX_PRICE);
    fields.verify();
    return new RegisterRequest(worker, address, name, orNative(type), hardware, location, price);
  }

  RegisterProvider command(UUID newId) {
    return new RegisterProvider(
        worker, newId, address, name, type, hardware, location, pricePerHour);
  }

  /** A text that may be absent, but not blank. */
  static @Nullable String name(Fields fields) {
    String name = fields.text("name", Fields.MAX_TEXT);
    if (name != null && name.isBlank()) {
      fields.reject("name", "must not be blank");
    }
    return name;
  }

  private static Hardware hardware(Fields fields) {
    return new Hardware(
        fields.text("gpuModel", Fields.MAX_TEXT),
        fields.number("gpuVram", 0, MAX_GB),
        fields.text("cpuModel", Fields.MAX_TEXT),
        fields.whole("cpuCores", 0, MAX_CORES),
        fields.number("ramTotal", 0, MAX_GB));
  }

  private static Hardware specs(@Nullable Fields specs) {
    if (specs == null) {
      return new Hardware(null, null, null, null, null);
    }
    return new Hardware(
        specs.text("gpu_model", Fields.MAX_TEXT),
        specs.number("gpu_vram_gb", 0, MAX_GB),
        specs.text("cpu_model", Fields.MAX_TEXT),
        specs.whole("cpu_cores", 0, MAX_CORES),
        specs.number("ram_total_gb", 0, MAX_GB));
  }

  private static Hardware quickHardware(
      @Nullable Fields gpu, @Nullable Fields cpu, @Nullable Fields ram) {
    String model = gpu == null ? null : gpu.text("model", Fields.MAX_TEXT);
    String renderer = gpu == null ? null : gpu.text("renderer", Fields.MAX_TEXT);
    return new Hardware(
        model == null ? renderer : model,
        gpu == null ? null : gpu.number("vram", 0, MAX_GB),
        cpu == null ? null : cpu.text("model", Fields.MAX_TEXT),
        cpu == null ? null : cpu.whole("cores", 0, MAX_CORES),
        ram == null ? null : ram.number("total", 0, MAX_GB));
  }

  private static ProviderType orNative(@Nullable ProviderType type) {
    return type == null ? ProviderType.NATIVE : type;
  }
}
