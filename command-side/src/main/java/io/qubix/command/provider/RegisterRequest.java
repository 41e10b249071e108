package io.qubix.command.provider;

import io.qubix.api.bounds.Limits;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.request.Fields;
import io.qubix.api.user.QubicAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of both ways to register a provider; one of them has two forms. */
record RegisterRequest(
    WorkerId worker,
    QubicAddress address,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    int slots,
    @Nullable String location,
    @Nullable Money pricePerHour) {

  private static final Members ALWAYS =
      Members.of("workerId", "qubicAddress", "name", "type", "slots", "location", "pricePerHour");

  private static final Members MEMBERS =
      ALWAYS
          .and("worker_id", "address")
          .and("gpuModel", "gpuVram", "cpuModel", "cpuCores", "ramTotal")
          .with(
              "specs",
              Members.of("gpu_model", "gpu_vram_gb", "cpu_model", "cpu_cores", "ram_total_gb"));

  private static final Members OF_BROWSERS =
      ALWAYS
          .with("gpu", Members.of("model", "renderer", "vram"))
          .with("cpu", Members.of("model", "cores"))
          .with("ram", Members.of("total"));

  /** Reads {@code POST /api/providers/register}, in today's form or that of older workers. */
  static RegisterRequest of(@Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    boolean older = !fields.has("workerId") && (fields.has("worker_id") || fields.has("specs"));
    WorkerId worker = fields.newWorker(older ? "worker_id" : "workerId");
    QubicAddress address = fields.requiredAddress(older ? "address" : "qubicAddress");
    String name = fields.name("name");
    ProviderType type = fields.word("type", ProviderType.class);
    Hardware hardware = older ? specs(fields.inside("specs")) : hardware(fields);
    int slots = slots(fields);
    String location = fields.nameOrNothing("location");
    Money price = fields.money("pricePerHour", true, Limits.PRICE);
    if (!fields.has("pricePerHour")) {
      fields.reject("pricePerHour", "is required");
    }
    fields.verify();
    return new RegisterRequest(
        worker, address, name, orNative(type), hardware, slots, location, price);
  }

  /** Reads {@code POST /api/providers/quick-register}: a machine as a browser sees it. */
  static RegisterRequest quick(@Nullable JsonBody body) {
    Fields fields = Fields.of(body, OF_BROWSERS);
    ProviderType type = fields.word("type", ProviderType.class);
    if (!fields.has("type")) {
      fields.reject("type", "is required");
    }
    WorkerId worker = fields.newWorker("workerId");
    QubicAddress address = fields.requiredAddress("qubicAddress");
    String name = fields.name("name");
    Hardware hardware =
        quickHardware(fields.inside("gpu"), fields.inside("cpu"), fields.inside("ram"));
    int slots = slots(fields);
    String location = fields.nameOrNothing("location");
    Money price = fields.money("pricePerHour", true, Limits.PRICE);
    fields.verify();
    return new RegisterRequest(
        worker, address, name, orNative(type), hardware, slots, location, price);
  }

  RegisterProvider command(UUID newId) {
    return new RegisterProvider(
        worker, newId, address, name, type, hardware, slots, location, pricePerHour);
  }

  /** A worker that does not know of slots works on one job at a time, whatever it said before. */
  private static int slots(Fields fields) {
    Integer slots = fields.whole("slots", 1, Limits.SLOTS);
    return slots == null ? 1 : slots;
  }

  private static Hardware hardware(Fields fields) {
    return new Hardware(
        fields.nameOrNothing("gpuModel"),
        fields.vram("gpuVram"),
        fields.nameOrNothing("cpuModel"),
        fields.whole("cpuCores", 0, Limits.CPU_CORES),
        fields.ram("ramTotal"));
  }

  private static Hardware specs(@Nullable Fields specs) {
    if (specs == null) {
      return new Hardware(null, null, null, null, null);
    }
    return new Hardware(
        specs.nameOrNothing("gpu_model"),
        specs.vram("gpu_vram_gb"),
        specs.nameOrNothing("cpu_model"),
        specs.whole("cpu_cores", 0, Limits.CPU_CORES),
        specs.ram("ram_total_gb"));
  }

  private static Hardware quickHardware(
      @Nullable Fields gpu, @Nullable Fields cpu, @Nullable Fields ram) {
    String model = gpu == null ? null : gpu.nameOrNothing("model");
    String renderer = gpu == null ? null : gpu.nameOrNothing("renderer");
    return new Hardware(
        model == null ? renderer : model,
        gpu == null ? null : gpu.vram("vram"),
        cpu == null ? null : cpu.nameOrNothing("model"),
        cpu == null ? null : cpu.whole("cores", 0, Limits.CPU_CORES),
        ram == null ? null : ram.ram("total"));
  }

  private static ProviderType orNative(@Nullable ProviderType type) {
    return type == null ? ProviderType.NATIVE : type;
  }
}
