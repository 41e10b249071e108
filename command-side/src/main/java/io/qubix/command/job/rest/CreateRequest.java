package io.qubix.command.job.rest;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.request.Fields;
import io.qubix.api.request.TermsFields;
import io.qubix.api.user.QubicAddress;
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
    JobTerms terms,
    JsonNode body) {

  static final Members MEMBERS =
      TermsFields.beside(
          Members.of("modelType", "computeNeeded", "inputData", "maxPrice", "qubicAddress")
              .with("requirements", Fields.REQUIREMENTS));

  static CreateRequest of(@Nullable JsonBody body) {
    return of(Fields.of(body, MEMBERS));
  }

  static CreateRequest of(Fields fields) {
    String modelType = fields.requiredName("modelType");
    Double computeNeeded = fields.requiredPositive("computeNeeded", Limits.HOURS);
    JsonNode inputData = fields.object("inputData");
    Money maxPrice = fields.money("maxPrice", false, Limits.PRICE);
    QubicAddress consumer = fields.requiredAddress("qubicAddress");
    Requirements requirements = fields.requirements("requirements");
    JobTerms terms = TermsFields.read(fields);
    fields.verify();
    return new CreateRequest(
        consumer,
        modelType,
        computeNeeded,
        inputData == null ? JsonNodeFactory.instance.objectNode() : inputData,
        maxPrice,
        requirements,
        terms,
        fields.json());
  }

  CreateJob command(JobId job) {
    return new CreateJob(
        job, consumer, modelType, computeNeeded, inputData, maxPrice, requirements, terms);
  }

  CreateJobOnce commandOnce(JobId job) {
    CreateJob command = command(job);
    return new CreateJobOnce(command, RequestHash.of(command), RequestHash.of(body));
  }
}
