package io.qubix.terminal.view;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import tools.jackson.databind.JsonNode;

/**
 * The known state of a running job. The job itself tells status, attempt and worker; frames tell
 * how far the attempt is.
 *
 * @param left remaining time, or empty when unknown
 * @param cost so far, or empty when unknown
 */
record State(
    String status,
    int attempt,
    int progress,
    String doing,
    String left,
    String cost,
    String worker) {

  static final State UNKNOWN = new State("", 0, 0, "", "", "", "");

  State after(JsonNode job) {
    String now = job.path("status").asString("");
    int number = job.path("attempt").asInt(0);
    boolean same = now.equals("RUNNING") && number == attempt;
    return new State(
        now,
        number,
        job.path("progress").asInt(0),
        doing(job),
        same ? left : "",
        same ? cost : "",
        Text.clean(job.path("provider").path("workerId").asString("")));
  }

  State afterProgress(JsonNode data) {
    JsonNode seconds = data.path("timeRemaining");
    return new State(
        status,
        attempt,
        data.path("progress").asInt(0),
        doing(data),
        // The first report says 0 because nothing is known yet.
        seconds.isNumber() && seconds.decimalValue().signum() > 0
            ? Times.length(java.time.Duration.ofSeconds(seconds.decimalValue().longValue()))
            : "",
        data.path("costSoFar").isNumber() ? Amounts.qubic(data.path("costSoFar")) : "",
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
