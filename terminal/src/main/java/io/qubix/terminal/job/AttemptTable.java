package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Folds a job's history into its attempts: which worker had it, and how each attempt ended. */
final class AttemptTable {

  private final Map<Integer, Attempt> attempts = new TreeMap<>();

  private static final class Attempt {
    String worker = "";
    String price = "";
    String assigned = "";
    String outcome = "";
    String why = "";
  }

  private String cancelledBecause = "";

  private AttemptTable() {}

  static AttemptTable of(JsonNode history) {
    AttemptTable attempts = new AttemptTable();
    history.forEach(event -> attempts.after(event.path("type").asString(), event.path("payload")));
    return attempts;
  }

  private void after(String type, JsonNode event) {
    int number = event.path("attempt").asInt(0);
    switch (type) {
      case "JobAssigned" -> {
        Attempt attempt = attempts.computeIfAbsent(number, n -> new Attempt());
        attempt.worker = event.path("provider").path("workerId").asString("");
        attempt.price = Amounts.plain(event.path("provider").path("pricePerHour"));
        attempt.assigned = Times.at(event.path("assignedAt"));
        attempt.outcome = "ASSIGNED";
      }
      case "JobStarted" -> ended(number, "RUNNING", "");
      case "JobCompleted" -> ended(number, "COMPLETED", "");
      case "JobAttemptFailed" -> ended(number, "FAILED", event.path("error").asString(""));
      case "JobCancelled" -> {
        cancelledBecause = event.path("reason").asString("");
        ended(number, "CANCELLED", cancelledBecause);
      }
      default -> {
        // The event does not end an attempt.
      }
    }
  }

  private void ended(int number, String outcome, String why) {
    Attempt attempt = attempts.get(number);
    if (attempt != null) {
      attempt.outcome = outcome;
      attempt.why = why;
    }
  }

  /**
   * Returns the reason of the cancellation, or an empty text when the job was not cancelled or no
   * reason was given.
   */
  String cancelledBecause() {
    return cancelledBecause;
  }

  void print(Output output) {
    if (attempts.isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .numbers("ATTEMPT")
            .painted("OUTCOME", output.style()::status)
            .text("WORKER")
            .numbers("PER HOUR")
            .column("ASSIGNED")
            .text("WHY");
    attempts.forEach(
        (number, attempt) ->
            table.row(
                number.toString(),
                attempt.outcome,
                attempt.worker,
                attempt.price,
                attempt.assigned,
                attempt.why));
    output.line("");
    table.print(output);
  }
}
