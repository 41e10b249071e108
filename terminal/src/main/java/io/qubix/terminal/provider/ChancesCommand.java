package io.qubix.terminal.provider;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells why a provider did not get the last jobs. */
@Command(
    name = "chances",
    header = "Tells which of the last jobs a provider got, and why not the others.",
    footer = {"", "qubix chances w-1 --limit 20"})
public final class ChancesCommand implements Runnable {

  private final Session session;

  @Parameters(paramLabel = "WORKER", description = "The provider's worker, or its id.")
  private String provider = "";

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many of the last assigned jobs, at most 100.")
  private int limit = 20;

  public ChancesCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    JsonNode chances = chances();
    if (session.json()) {
      session.output().json(chances);
    } else {
      show(chances, session.output());
    }
  }

  private JsonNode chances() {
    String path = "/api/providers/" + QubixClient.segment(provider) + "/chances";
    try {
      return session.get(RequestPath.of(path).with("limit", limit).toString());
    } catch (Failure e) {
      throw e.whenNotFound("qubix providers lists them.");
    }
  }

  private static void show(JsonNode chances, Output output) {
    if (chances.isEmpty()) {
      output.notice("No job was assigned lately.");
      return;
    }
    Instant now = Instant.now();
    Table table = new Table().column("JOB").column("ASSIGNED").text("WHY NOT");
    for (JsonNode chance : chances) {
      String words =
          chance.path("got").asBoolean(false) ? "it got it" : chance.path("words").asString("");
      table.row(chance.path("jobId").asString(), Times.ago(chance.path("at"), now), words);
    }
    table.print(output);
  }
}
