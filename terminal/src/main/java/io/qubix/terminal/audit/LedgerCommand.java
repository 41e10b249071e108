package io.qubix.terminal.audit;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Session;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Proves the books. */
@Command(name = "ledger", header = "Checks the books: derives every payment again from the events.")
final class LedgerCommand implements Callable<Integer> {

  private final Session session;

  LedgerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode verdict = session.get("/api/audit/ledger");
    boolean agrees = verdict.path("agrees").asBoolean(false);
    if (session.json()) {
      session.output().json(verdict);
    } else {
      tell(verdict, agrees, session.output());
    }
    return (agrees ? ExitCode.OK : ExitCode.DIFFERENCE).number();
  }

  private static void tell(JsonNode verdict, boolean agrees, Output output) {
    String compared =
        String.format(
            Locale.ROOT,
            "%s and %s, by %s, up to position %s",
            Amounts.count(verdict.path("transactions").asLong(), "transaction"),
            Amounts.count(verdict.path("accounts").asLong(), "account"),
            Amounts.count(verdict.path("events").asLong(), "event"),
            Text.clean(verdict.path("position").asString("")));
    if (agrees) {
      output.line(output.style().good("The books agree") + ": " + compared);
      return;
    }
    long all = verdict.path("totalDifferences").asLong();
    output.line(
        output.style().bad("The books differ")
            + " in "
            + Amounts.count(all, "place")
            + ": "
            + compared);
    Table table =
        new Table().column("EXPECTED").column("FOUND").text("WHAT").text("WHERE").column("JOB");
    for (JsonNode difference : verdict.path("differences")) {
      table.row(
          value(difference.path("expected")),
          value(difference.path("found")),
          difference.path("what").asString(""),
          where(difference),
          difference.path("jobId").asString(""));
    }
    table.print(output);
    if (all > verdict.path("differences").size()) {
      output.notice("These are the first " + verdict.path("differences").size() + ".");
    }
  }

  private static String value(JsonNode value) {
    return value.isNumber() ? Amounts.plain(value) : value.asString("-");
  }

  private static String where(JsonNode difference) {
    if (difference.path("account").isString()) {
      return difference.path("account").asString();
    }
    return difference.path("position").isNumber()
        ? "event " + difference.path("position").asString()
        : difference.path("transactionId").asString("");
  }
}
