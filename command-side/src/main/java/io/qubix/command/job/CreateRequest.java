package io.qubix.command.job;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.job.CreateJob;
import io.qubix.api.job.CreateJobOnce;
import io.qubix.api.job.JobId;
import io.qubix.api.job.Requirements;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The body of {@code POST /api/jobs/create}. */
record CreateRequest(
    QubicAddress consumer,
    String modelType,
    double computeNeeded,
    JsonNode inputData,
    @Nullable Money maxPrice,
    @Nullable Requirements requirements,
    JsonNode body) {

  private static final double MAX_HOURS = 1_000_000;
  private static final long MAX_PRICE = 1_000_000_000;

  private static final Members MEMBERS =
      Members.of("modelType", "computeNeeded", "inputData", "maxPrice", "qubicAddress")
          .with("requirements", Members.of("gpuModel", "minVramGb", "minRamGb", "location"));

  static CreateRequest of(@Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    String modelType = fields.requiredName("modelType");
    Double computeNeeded = fields.positive("computeNeeded", MAX_HOURS);
    if (!fields.has("computeNeeded")) {
      fields.reject("computeNeeded", "is required");
    } else if (computeNeeded != null && computeNeeded == 0) {
      fields.reject("computeNeeded", "is too small");
    }
    JsonNode inputData = fields.object("inputData");
    Money maxPrice = fields.money("maxPrice", false, MAX_PRICE);
    QubicAddress consumer = fields.requiredAddress("qubicAddress");
    Requirements requirements = requirements(fields.inside("requirements"));
    fields.verify();
    return new CreateRequest(
        consumer,
        modelType,
        computeNeeded,
        inputData == null ? JsonNodeFactory.instance.objectNode() : inputData,
        maxPrice,
        requirements,
        fields.json());
  }

  private static @Nullable Requirements requirements(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    return new Requirements(
        fields.nameOrNothing("gpuModel"),
        fields.vram("minVramGb"),
        fields.ram("minRamGb"),
        fields.nameOrNothing("location"));
  }

  CreateJob command(JobId job) {
    return new CreateJob(
        job, consumer, modelType, computeNeeded, inputData, maxPrice, requirements);
  }

  CreateJobOnce commandOnce(JobId job) {
    CreateJob command = command(job);
    return new CreateJobOnce(command, RequestHash.of(command), RequestHash.of(body));
  }
}
