package io.qubix.terminal.watch;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import tools.jackson.databind.JsonNode;

/**
 * The known state of a running job.
 *
 * @param left remaining time, or empty when unknown
 * @param cost so far, or empty when unknown
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
    // A waiting job and one that has just begun report the same.
    boolean waits = data.path("progress").asInt(0) == 0 && operation.isEmpty();
    return new State(
        waits ? status : "RUNNING",
        data.path("progress").asInt(0),
        operation,
        // The first report says 0 because nothing is known yet.
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
   * Returns the facts besides status and progress, the most important first.
   *
   * @param watched how long the user has watched, or empty to leave it out
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
