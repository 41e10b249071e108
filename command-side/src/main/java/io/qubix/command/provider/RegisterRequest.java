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
import java.util.List;
import java.util.Map;
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
    @Nullable List<String> modelTypes,
    @Nullable Map<String, String> labels,
    @Nullable String location,
    @Nullable Money pricePerHour,
    @Nullable String session) {

  private static final Members ALWAYS =
      Members.of("workerId", "qubicAddress", "name", "type", "location", "pricePerHour")
          .and("slots", "modelTypes", "gpuCount", "labels", "session");

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
  static RegisterRequest of(@Nullable JsonBody body, @Nullable String session) {
    Fields fields = Fields.of(body, MEMBERS);
    boolean older = !fields.has("workerId") && (fields.has("worker_id") || fields.has("specs"));
    if (!fields.has("pricePerHour")) {
      fields.reject("pricePerHour", "is required");
    }
    return read(
        fields,
        fields.newWorker(older ? "worker_id" : "workerId"),
        fields.requiredAddress(older ? "address" : "qubicAddress"),
        older ? specs(fields) : hardware(fields),
        session);
  }

  /** Reads {@code POST /api/providers/quick-register}: a machine as a browser sees it. */
  static RegisterRequest quick(@Nullable JsonBody body, @Nullable String session) {
    Fields fields = Fields.of(body, OF_BROWSERS);
    if (!fields.has("type")) {
      fields.reject("type", "is required");
    }
    return read(
        fields,
        fields.newWorker("workerId"),
        fields.requiredAddress("qubicAddress"),
        quickHardware(fields),
        session);
  }

  /** Reads what both ways have in common. */
  private static RegisterRequest read(
      Fields fields,
      WorkerId worker,
      QubicAddress address,
      Hardware hardware,
      @Nullable String session) {
    ProviderType type = fields.word("type", ProviderType.class);
    RegisterRequest request =
        new RegisterRequest(
            worker,
            address,
            fields.name("name"),
            type == null ? ProviderType.NATIVE : type,
            hardware,
            slots(fields),
            fields.names("modelTypes", Limits.MODEL_TYPES),
            fields.labels("labels"),
            fields.nameOrNothing("location"),
            fields.money("pricePerHour", true, Limits.PRICE),
            fields.session(session));
    fields.verify();
    return request;
  }

  RegisterProvider command(UUID newId, String newSession) {
    return new RegisterProvider(
        worker,
        newId,
        address,
        name,
        type,
        hardware,
        slots,
        modelTypes,
        labels,
        location,
        pricePerHour,
        session,
        newSession);
  }

  /** Reads the slots; a worker that does not name them works on one job at a time. */
  private static int slots(Fields fields) {
    Integer slots = fields.whole("slots", 1, Limits.SLOTS);
    return slots == null ? 1 : slots;
  }

  private static Hardware hardware(Fields fields) {
    return new Hardware(
        fields.nameOrNothing("gpuModel"),
        fields.vram("gpuVram"),
        gpuCount(fields),
        fields.nameOrNothing("cpuModel"),
        fields.whole("cpuCores", 0, Limits.CPU_CORES),
        fields.ram("ramTotal"));
  }

  private static Hardware specs(Fields fields) {
    Fields specs = fields.inside("specs");
    return new Hardware(
        specs == null ? null : specs.nameOrNothing("gpu_model"),
        specs == null ? null : specs.vram("gpu_vram_gb"),
        gpuCount(fields),
        specs == null ? null : specs.nameOrNothing("cpu_model"),
        specs == null ? null : specs.whole("cpu_cores", 0, Limits.CPU_CORES),
        specs == null ? null : specs.ram("ram_total_gb"));
  }

  private static Hardware quickHardware(Fields fields) {
    Fields gpu = fields.inside("gpu");
    Fields cpu = fields.inside("cpu");
    Fields ram = fields.inside("ram");
    String model = gpu == null ? null : gpu.nameOrNothing("model");
    String renderer = gpu == null ? null : gpu.nameOrNothing("renderer");
    return new Hardware(
        model == null ? renderer : model,
        gpu == null ? null : gpu.vram("vram"),
        gpuCount(fields),
        cpu == null ? null : cpu.nameOrNothing("model"),
        cpu == null ? null : cpu.whole("cores", 0, Limits.CPU_CORES),
        ram == null ? null : ram.ram("total"));
  }

  private static int gpuCount(Fields fields) {
    Integer count = fields.whole("gpuCount", 1, Limits.GPUS);
    return count == null ? 1 : count;
  }
}
