package io.qubix.terminal.job;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Cancels a job. */
@Command(name = "cancel", header = "Cancels a job. There is no charge.")
public final class CancelCommand implements Runnable {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the job.")
  private @Nullable String reason;

  @Option(
      names = {"-y", "--yes"},
      description = "Does not ask for confirmation.")
  private boolean yes;

  public CancelCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    if (!yes && !confirmed()) {
      session.output().notice("The job goes on.");
      return;
    }
    Map<String, Object> body = new HashMap<>();
    if (session.address() != null) {
      body.put("qubicAddress", session.address());
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    JsonNode answer = cancelled(body);
    Output output = session.output();
    if (session.json()) {
      output.json(answer);
    } else {
      output.line("Job " + answer.path("job").path("id").asString() + " is cancelled");
    }
  }

  private JsonNode cancelled(Map<String, Object> body) {
    try {
      return session.post("/api/jobs/" + QubixClient.segment(id) + "/cancel", body, Map.of());
    } catch (Failure e) {
      throw e.whenNotFound("qubix jobs lists them.");
    }
  }

  private boolean confirmed() {
    JsonNode job = session.job(id, "");
    Output output = session.output();
    if (!output.screen().terminal() || session.json()) {
      throw Failure.usage(
          "The confirmation needs a terminal", "Give --yes to cancel without asking.");
    }
    output.question(
        String.format(
            Locale.ROOT,
            "Cancel job %s, which is %s at %d%%? [y/N]",
            id,
            job.path("status").asString(),
            job.path("progress").asInt()));
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
