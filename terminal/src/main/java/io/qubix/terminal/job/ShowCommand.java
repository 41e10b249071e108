package io.qubix.terminal.job;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import io.qubix.terminal.view.PrintedLog;
import io.qubix.terminal.watch.Watching;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows one job: its state, its history, its result. */
@Command(
    name = "job",
    header = "Shows a job: its state, history, log or result.",
    footer = {"", "qubix job ID --result | jq '.vectors[0]'", "qubix job ID --logs --follow"})
public final class ShowCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id = "";

  @ArgGroup private What what = new What();

  @Option(
      names = {"-f", "--follow"},
      description = "With --logs: follows the log until the job is over.")
  private boolean follow;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "With --logs: only lines of this level.")
  private @Nullable String level;

  /** The options that show one part instead of the summary. */
  static final class What {
    @Option(names = "--events", description = "Its history as stored.")
    boolean events;

    @Option(names = "--logs", description = "The log of its worker.")
    boolean logs;

    @Option(names = "--result", description = "Only its result, as JSON.")
    boolean result;
  }

  public ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!what.logs && (follow || level != null)) {
      throw Failure.usage("--follow and --level go with --logs", null);
    }
    if (what.logs) {
      return logs();
    }
    if (what.events) {
      events(session.history(id));
    } else if (what.result) {
      result(session.job(id, ""));
    } else if (session.json()) {
      session.output().json(session.job(id, ""));
    } else {
      show(session.job(id, ""));
    }
    return ExitCode.OK.number();
  }

  private void show(JsonNode job) {
    new JobCard(job).print(session.output());
    if (job.path("status").asString().equals("PENDING")) {
      JsonNode decisions = session.get("/api/jobs/" + QubixClient.segment(id) + "/decisions");
      WaitingCard.print(job, decisions.path("waiting"), session.output());
    }
  }

  private int logs() throws InterruptedException {
    if (follow) {
      return Watching.of(session).followLogs(id, level).number();
    }
    PrintedLog.all(session, id, level).forEach(line -> PrintedLog.print(line, session));
    return ExitCode.OK.number();
  }

  private void events(JsonNode events) {
    Output output = session.output();
    if (session.json()) {
      output.json(events);
      return;
    }
    Table table = new Table().numbers("SEQ").column("TIME").column("EVENT").text("WHAT");
    events.forEach(
        event ->
            table.row(
                event.path("sequence").asString(),
                Times.at(event.path("timestamp")),
                event.path("type").asString(),
                event.path("payload").toString()));
    table.print(output);
  }

  private void result(JsonNode job) {
    String status = job.path("status").asString();
    if (!status.equals("COMPLETED")) {
      boolean over = status.equals("FAILED") || status.equals("CANCELLED");
      throw Failure.of(
          ExitCode.CONFLICT,
          "The job has no result: it is " + status,
          over ? null : "qubix watch " + id + " waits for it.");
    }
    session.output().jsonLine(job.path("result"));
  }
}
