package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Pages;
import io.qubix.terminal.session.Paging;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists jobs, newest first. */
@Command(
    name = "jobs",
    header = "Lists jobs, newest first.",
    description = "All of them, or only those of --address or --mine.")
public final class JobsCommand implements Runnable {

  private static final int MOST_OF_PAGE = 200;

  /** The values of the API. */
  enum Status {
    pending,
    assigned,
    running,
    completed,
    failed,
    cancelled
  }

  private final Session session;

  @Option(
      names = {"-s", "--status"},
      paramLabel = "STATUS",
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Status status;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "Only jobs of this model type.")
  private @Nullable String model;

  @Option(
      names = "--worker",
      paramLabel = "ID",
      description = "The worker that has it, or had it last.")
  private @Nullable String worker;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Only jobs with this label.")
  private @Nullable String label;

  @Option(names = "--mine", description = "Only those of QUBIX_ADDRESS.")
  private boolean mine;

  @Mixin private final Paging paging = new Paging();

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints only the ids.")
  private boolean quiet;

  public JobsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String address = mine ? session.requiredAddress() : session.givenAddress();
    Pages pages = paging.read(MOST_OF_PAGE, (before, size) -> page(address, before, size));
    Output output = session.output();
    if (quiet) {
      pages.items().forEach(job -> output.line(job.path("id").asString()));
    } else if (session.json()) {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("jobs", pages.items());
      whole.put("next", pages.next());
      output.json(whole);
    } else {
      show(pages, output);
    }
  }

  private Pages page(@Nullable String address, @Nullable String before, int size) {
    JsonNode page =
        session.get(
            RequestPath.of("/api/jobs")
                .with("status", status)
                .with("modelType", model)
                .with("qubicAddress", address)
                .with("workerId", worker)
                .with("label", label)
                .with("before", before)
                .with("limit", size)
                .toString());
    List<JsonNode> jobs = new ArrayList<>();
    page.path("jobs").forEach(jobs::add);
    JsonNode next = page.path("next");
    return new Pages(jobs, next.isString() ? next.asString() : null);
  }

  private void show(Pages pages, Output output) {
    if (pages.items().isEmpty()) {
      output.notice("No such jobs.");
      return;
    }
    Instant now = Instant.now();
    Table table =
        new Table()
            .column("ID")
            .painted("STATUS", output.style()::status)
            .numbers("DONE")
            .text("MODEL")
            .column("CREATED")
            .text("WORKER")
            .numbers("COST")
            .text("ADDRESS");
    for (JsonNode job : pages.items()) {
      table.row(
          job.path("id").asString(),
          job.path("status").asString(),
          job.path("progress").asInt() + "%",
          job.path("modelType").asString(),
          Times.ago(job.path("createdAt"), now),
          job.path("provider").path("workerId").asString(""),
          Amounts.plain(job.path("actualCost")),
          job.path("qubicAddress").asString(""));
    }
    table.print(output);
    pages.tellMore(output);
  }
}
