package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import tools.jackson.databind.JsonNode;

/** Prints the attempts at a job: which worker had it, and how each attempt ended. */
final class AttemptTable {

  private AttemptTable() {}

  /** Prints nothing when there were none. */
  static void print(JsonNode attempts, Output output) {
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
    for (JsonNode attempt : attempts) {
      String underWay = attempt.path("startedAt").isNull() ? "ASSIGNED" : "RUNNING";
      boolean isOver = attempt.path("end").isString();
      table.row(
          attempt.path("number").asString(),
          isOver ? attempt.path("end").stringValue() : underWay,
          attempt.path("provider").path("workerId").asString(""),
          Amounts.plain(attempt.path("provider").path("pricePerHour")),
          Times.at(attempt.path("assignedAt")),
          attempt.path("error").asString(""));
    }
    output.line("");
    table.print(output);
  }
}
