package io.qubix.terminal.audit;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.proof.LocalVerification;
import io.qubix.terminal.proof.SavedHead;
import io.qubix.terminal.proof.VerificationProgress;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Verifies the whole log. */
@Command(
    name = "verify",
    header = "Verifies the whole log, and that it contains a saved head.",
    description =
        "The service reads every event and computes all hashes again. With --locally, it only sends"
            + " the events, and this machine computes the hashes.")
final class VerifyCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--expect",
      paramLabel = "HEAD",
      description = "A saved head: NUMBER:HASH, or a file that ends with one (- is stdin).")
  private @Nullable String expect;

  @Option(names = "--locally", description = "Computes all hashes on this machine.")
  private boolean locally;

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SavedHead saved = SavedHead.of(expect, session);
    VerificationProgress progress = new VerificationProgress(session);
    JsonNode verdict =
        locally ? new LocalVerification(session, progress).run(saved) : remotely(saved, progress);
    progress.clear();
    boolean intact = verdict.path("intact").asBoolean(false);
    if (session.json()) {
      session.output().json(verdict);
    } else if (intact) {
      tellIntact(verdict, saved);
    } else {
      tellDifference(verdict.path("difference"));
    }
    return (intact ? ExitCode.OK : ExitCode.DIFFERENCE).number();
  }

  private JsonNode remotely(@Nullable SavedHead saved, VerificationProgress progress) {
    JsonNode[] verdict = {null};
    session.postForLines(
        "/api/audit/verify",
        saved == null ? Map.of() : Map.of("expect", saved.body()),
        line -> {
          if (line.has("intact")) {
            verdict[0] = line;
          } else {
            progress.show(line.path("checked").asLong(0));
          }
        });
    if (verdict[0] == null) {
      throw Failure.of(
          ExitCode.AWAY,
          "The service gave no verdict",
          "Another verification may be under way; try again in a while.");
    }
    return verdict[0];
  }

  private void tellIntact(JsonNode verdict, @Nullable SavedHead saved) {
    Output output = session.output();
    JsonNode head = verdict.path("head");
    output.line(
        output.style().good("Intact")
            + ": "
            + Amounts.count(verdict.path("events").asLong(), "event")
            + " in "
            + Amounts.count(verdict.path("blocks").asLong(), "block"));
    if (head.isObject()) {
      output.line(
          "Head: "
              + Text.clean(
                  head.path("number").asString("") + ":" + head.path("hash").asString("")));
    }
    output.line(
        saved == null
            ? output.style().faint("A rewritten log would look the same: --expect a saved head")
            : "It contains the saved head of block " + saved.number());
  }

  private void tellDifference(JsonNode difference) {
    Output output = session.output();
    JsonNode position = difference.path("position");
    JsonNode block = difference.path("block");
    String where =
        (position.isNumber() ? " at event " + position.asString() : "")
            + (block.isNumber()
                ? (position.isNumber() ? "," : " at") + " block " + block.asString()
                : "");
    output.line(
        output.style().bad("Differs")
            + where
            + ": "
            + Text.clean(difference.path("what").asString("")));
    if (position.isNumber()) {
      tellEvent(position.asLong(), output);
    }
  }

  /** Prints the event that is stored there now, if the service can read it. */
  private void tellEvent(long position, Output output) {
    try {
      JsonNode event =
          session.get("/api/audit/events?limit=1&after=" + (position - 1)).path("events").path(0);
      if (event.path("position").asLong(0) == position) {
        output.line(
            String.format(
                Locale.ROOT,
                "Stored there now: %s of %s, %s",
                Text.clean(event.path("type").asString("")),
                Text.clean(event.path("stream").asString("")),
                Times.at(event.path("timestamp"))));
      }
    } catch (Failure e) {
      // The verdict stands without the event.
    }
  }
}
