package io.qubix.terminal.view;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Style;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.ExitCode;
import tools.jackson.databind.JsonNode;

/** Tells how a job ended, in a sentence and as an exit code. */
public final class JobOutcome {

  private JobOutcome() {}

  public static ExitCode code(JsonNode job) {
    return switch (job.path("status").asString("")) {
      case "FAILED" -> ExitCode.FAILED;
      case "CANCELLED" -> ExitCode.CANCELLED;
      default -> ExitCode.OK;
    };
  }

  public static void print(JsonNode job, Output output) {
    Style style = output.style();
    switch (code(job)) {
      case FAILED ->
          output.line(
              style.bad("Failed")
                  + " after "
                  + Amounts.count(job.path("attempt").asLong(), "attempt")
                  + ": "
                  + Text.clean(job.path("error").asString("")));
      case CANCELLED -> output.line(style.warning("Cancelled") + "; there was no charge");
      default -> {
        output.line(
            style.good("Completed")
                + " by "
                + Text.clean(job.path("provider").path("workerId").asString(""))
                + " in "
                + Times.seconds(job.path("actualDuration"))
                + " for "
                + Amounts.qubic(job.path("actualCost")));
        output.line(style.faint("The result: qubix job " + id(job) + " --result"));
      }
    }
  }

  private static String id(JsonNode job) {
    return job.path("id").asString("");
  }
}
