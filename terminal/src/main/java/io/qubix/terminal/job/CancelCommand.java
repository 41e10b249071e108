package io.qubix.terminal.job;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Cancels a job, or all of a consumer's open jobs that have a label. */
@Command(name = "cancel", header = "Cancels a job, or all with a label. There is no charge.")
public final class CancelCommand implements Callable<Integer> {

  private final Session session;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the job.")
  private @Nullable String reason;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask for confirmation.")
  private boolean yes;

  /** What is cancelled. */
  static final class Which {
    @Parameters(paramLabel = "ID", description = "The job's id.")
    private @Nullable String id;

    @Option(
        names = {"-l", "--label"},
        paramLabel = "NAME=VALUE",
        description = "All open jobs of the address with this label.")
    private @Nullable String label;
  }

  public CancelCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, Object> body = new HashMap<>();
    if (reason != null) {
      body.put("reason", reason);
    }
    return which.id == null ? cancelLabelled(body) : cancel(which.id, body);
  }

  private int cancel(String id, Map<String, Object> body) {
    if (!yes && !confirmed(questionOf(id))) {
      session.output().notice("The job goes on.");
      return ExitCode.OK.number();
    }
    if (session.address() != null) {
      body.put("qubicAddress", session.address());
    }
    JsonNode answer;
    try {
      answer = session.post("/api/jobs/" + QubixClient.segment(id) + "/cancel", body, Map.of());
    } catch (Failure e) {
      throw e.whenNotFound("qubix jobs lists them.");
    }
    Output output = session.output();
    if (session.json()) {
      output.json(answer);
    } else {
      output.line("Job " + answer.path("job").path("id").asString() + " is cancelled");
    }
    return ExitCode.OK.number();
  }

  private int cancelLabelled(Map<String, Object> body) {
    String address = session.requiredAddress();
    body.put("qubicAddress", address);
    body.put("label", which.label);
    String question =
        String.format(
            Locale.ROOT,
            "Cancel all open jobs of %s with the label %s? [y/N]",
            Text.clean(address),
            Text.clean(String.valueOf(which.label)));
    if (!yes && !confirmed(question)) {
      session.output().notice("The jobs go on.");
      return ExitCode.OK.number();
    }
    long cancelled = 0;
    long failed = 0;
    boolean more;
    do {
      JsonNode answer = session.post("/api/jobs/cancel", body, Map.of());
      cancelled += answer.path("cancelled").asLong();
      failed += answer.path("failed").asLong();
      more = answer.path("more").asBoolean(false) && answer.path("cancelled").asLong() > 0;
    } while (more);
    Output output = session.output();
    if (session.json()) {
      output.json(Map.of("cancelled", cancelled, "failed", failed));
    } else {
      output.line("Cancelled " + Amounts.count(cancelled, "job"));
    }
    if (failed > 0) {
      throw Failure.of(
          ExitCode.CONFLICT, Amounts.count(failed, "job") + " could not be cancelled", null);
    }
    return ExitCode.OK.number();
  }

  private String questionOf(String id) {
    JsonNode job = session.job(id, "");
    return String.format(
        Locale.ROOT,
        "Cancel job %s, which is %s at %d%%? [y/N]",
        id,
        job.path("status").asString(),
        job.path("progress").asInt());
  }

  private boolean confirmed(String question) {
    Output output = session.output();
    if (!output.screen().terminal() || session.json()) {
      throw Failure.usage(
          "The confirmation needs a terminal", "Give --yes to cancel without asking.");
    }
    output.question(question);
    try {
      String answer =
          new BufferedReader(new InputStreamReader(session.input(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().matches("(?i)y.*");
    } catch (IOException e) {
      return false;
    }
  }
}
