package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints what became of a new job. */
record Submitted(JsonNode job, JsonNode estimatedCost) {

  static Submitted of(JsonNode answer) {
    return new Submitted(answer.path("job"), answer.path("estimatedCost"));
  }

  /**
   * @param quiet prints only the id
   * @param hint says how to watch it
   */
  void print(Output output, boolean quiet, boolean hint) {
    String id = job.path("id").asString();
    if (quiet) {
      output.line(id);
      return;
    }
    JsonNode provider = job.path("provider");
    output.line(
        provider.isObject()
            ? String.format(
                Locale.ROOT,
                "Job %s is with %s, at %s an hour",
                output.style().strong(id),
                Text.clean(provider.path("workerId").asString("")),
                Amounts.qubic(provider.path("pricePerHour")))
            : String.format(Locale.ROOT, "Job %s waits for a provider", output.style().strong(id)));
    output.line("Estimated cost: " + Amounts.qubic(estimatedCost));
    if (hint) {
      output.line(output.style().faint("Watch it: qubix watch " + id));
    }
  }
}
