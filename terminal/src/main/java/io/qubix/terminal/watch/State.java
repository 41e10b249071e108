package io.qubix.terminal.watch;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a job that is worked on.
 *
 * @param left time, empty when it is not known
 * @param cost so far, empty when it is not known
 */
record State(String status, int progress, String doing, String left, String cost, String worker) {

  static final State UNKNOWN = new State("", 0, "", "", "", "");

  State after(JsonNode job) {
    String now = job.path("status").asString("");
    boolean same = now.equals(status) && now.equals("RUNNING");
    return new State(
        now,
        job.path("progress").asInt(0),
        doing(job),
        same ? left : "",
        same ? cost : "",
        Text.clean(job.path("provider").path("workerId").asString("")));
  }

  State afterProgress(JsonNode data) {
    JsonNode seconds = data.path("timeRemaining");
    String operation = doing(data);
    // A job that waits is told of like one that has just begun.
    boolean waits = data.path("progress").asInt(0) == 0 && operation.isEmpty();
    return new State(
        waits ? status : "RUNNING",
        data.path("progress").asInt(0),
        operation,
        // At the first report nothing is known, and 0 is said.
        seconds.isNumber() && seconds.decimalValue().signum() > 0
            ? Times.length(java.time.Duration.ofSeconds(seconds.decimalValue().longValue()))
            : left,
        data.path("costSoFar").isNumber() ? Amounts.qubic(data.path("costSoFar")) : cost,
        worker);
  }

  private static String doing(JsonNode data) {
    return Text.clean(data.path("currentOperation").asString(""));
  }

  /**
   * What there is to say besides status and progress, what matters most first.
   *
   * @param watched for how long; empty is not said
   */
  String details(String watched) {
    StringBuilder details = new StringBuilder();
    append(details, status.equals("PENDING") ? "waiting for a provider" : "");
    append(details, left.isEmpty() ? "" : left + " left");
    append(details, cost);
    append(details, watched);
    append(details, doing);
    append(details, worker.isEmpty() ? "" : "on " + worker);
    return details.toString();
  }

  private static void append(StringBuilder details, String part) {
    if (!part.isEmpty()) {
      details.append(details.length() == 0 ? "" : ", ").append(part);
    }
  }
}
