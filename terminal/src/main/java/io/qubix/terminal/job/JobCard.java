package io.qubix.terminal.job;

import static java.util.stream.Collectors.joining;

import io.qubix.api.job.JobRules;
import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Details;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prints a job on one screen. */
record JobCard(JsonNode job) {

  private static final int ENOUGH = 200;

  void print(Output output) {
    new Details()
        .with("Job", output.style().strong(job.path("id").asString()))
        .with("Status", status(output))
        .withText("Doing", text("currentOperation"))
        .withText("Model", text("modelType"))
        .withText("For", who())
        .with("Compute", Amounts.hours(job.path("computeNeeded")))
        .with("Most per hour", Amounts.qubic(job.path("maxPrice")))
        .with("Most in all", Amounts.qubic(job.path("maxTotalCost")))
        .with("Longest attempt", Times.seconds(job.path("timeoutSeconds")))
        .with("Longest silence", Times.seconds(job.path("progressTimeoutSeconds")))
        .with("Expires", Times.at(job.path("expiresAt")))
        .with("Priority", job.path("priority").asString(""))
        .withText("Requires", requirements())
        .withText("Labels", labels())
        .withText("Provider", provider())
        .with("Estimated cost", Amounts.qubic(job.path("estimatedCost")))
        .with("Cost", Amounts.qubic(job.path("actualCost")))
        .with("Worked", Times.seconds(job.path("actualDuration")))
        .with("Reported", reported())
        .with("Measured", Times.seconds(job.path("measuredDuration")))
        .with("Created", Times.at(job.path("createdAt")))
        .with("Assigned", Times.at(job.path("assignedAt")))
        .with("Started", Times.at(job.path("startedAt")))
        .with("Offered from", Times.at(job.path("nextAttemptAt")))
        .with("Ended", Times.at(job.path("completedAt")))
        .with("Retry of", text("retryOf"))
        .with("Retried by", text("retriedBy"))
        .withText("Error", text("error"))
        .withText("Cancelled because", text("cancelReason"))
        .withText("Input", shortJson("inputData", output))
        .withText("Result", shortJson("result", output))
        .print(output);
    AttemptTable.print(job.path("attempts"), output);
  }

  private String status(Output output) {
    String status = job.path("status").asString();
    String painted = output.style().status(status);
    if (status.equals("RUNNING")) {
      return painted + ", " + job.path("progress").asInt() + "%";
    }
    return status.equals("PENDING") && job.path("assignmentTimedOut").asBoolean(false)
        ? painted + ", waiting for more than " + JobRules.PATIENCE.toSeconds() + " s"
        : painted;
  }

  private @Nullable String reported() {
    String time = Times.seconds(job.path("reportedDuration"));
    return job.path("overReported").asBoolean(false) ? time + ", more than measured" : time;
  }

  private String who() {
    String name = job.path("user").path("username").asString("");
    return job.path("qubicAddress").asString() + (name.isEmpty() ? "" : " (" + name + ")");
  }

  private @Nullable String provider() {
    JsonNode provider = job.path("provider");
    if (!provider.isObject()) {
      return null;
    }
    String gpu = provider.path("gpuModel").asString("");
    return provider.path("workerId").asString("")
        + (gpu.isEmpty() ? "" : ", " + gpu)
        + ", "
        + Amounts.qubic(provider.path("pricePerHour"))
        + " per hour";
  }

  private @Nullable String requirements() {
    StringJoiner all = new StringJoiner(", ");
    for (var entry : job.path("requirements").properties()) {
      if (!entry.getValue().isNull()) {
        all.add(entry.getKey() + " " + plain(entry.getValue()));
      }
    }
    return all.length() == 0 ? null : all.toString();
  }

  private @Nullable String labels() {
    JsonNode labels = job.path("labels");
    return labels.isEmpty() ? null : plain(labels);
  }

  /** Writes labels as name=value, and lists and labels without JSON's signs. */
  private static String plain(JsonNode value) {
    if (!value.isContainer()) {
      return value.asString();
    }
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(joining(" "))
        : value
            .propertyStream()
            .map(label -> label.getKey() + "=" + label.getValue().asString())
            .collect(joining(" "));
  }

  private @Nullable String shortJson(String member, Output output) {
    JsonNode value = job.path(member);
    return value.isNull() || value.isMissingNode()
        ? null
        : Text.cut(value.toString(), ENOUGH, output.screen().unicode());
  }

  private @Nullable String text(String member) {
    return job.path(member).asString(null);
  }
}
