package io.qubix.terminal.job;

import io.qubix.client.QubixClient;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Does a job again as a new one. A repeat makes no second one, so it needs no confirmation. */
@Command(
    name = "retry",
    header = "Does a job again that failed or was cancelled, as a new job.",
    footer = {"", "qubix watch $(qubix retry ID --quiet)"})
public final class RetryCommand implements Runnable {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints only the new id.")
  private boolean quiet;

  public RetryCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Map<String, Object> body = new HashMap<>();
    if (session.address() != null) {
      body.put("qubicAddress", session.address());
    }
    JsonNode answer = retried(body);
    if (session.json() && !quiet) {
      session.output().json(answer);
    } else {
      Submitted.of(answer).print(session.output(), quiet, true);
    }
  }

  private JsonNode retried(Map<String, Object> body) {
    try {
      return session.post("/api/jobs/" + QubixClient.segment(id) + "/retry", body, Map.of());
    } catch (Failure e) {
      throw e.whenNotFound("qubix jobs lists them.");
    }
  }
}
