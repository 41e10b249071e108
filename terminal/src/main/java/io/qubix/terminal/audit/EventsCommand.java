package io.qubix.terminal.audit;

import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints the events of the log. */
@Command(
    name = "events",
    header = "Lists the log, oldest first.",
    description = "With --json, prints one event per line.",
    footer = {"", "qubix audit events --all --json > log.jsonl"})
final class EventsCommand implements Runnable {

  private static final int MOST_OF_PAGE = 500;

  private final Session session;

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Only events after this position (default: 0).")
  private long after;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this type, such as JobCompleted.")
  private @Nullable String type;

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Only events of this stream: job:UUID, provider:WORKER or user:ADDRESS.")
  private @Nullable String stream;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "100",
      description = "The most entries (default: 100).")
  private long limit = 100;

  @Option(names = "--all", description = "All entries.")
  private boolean all;

  EventsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    if (limit < 1) {
      throw Failure.usage("--limit must be 1 or more", null);
    }
    Output output = session.output();
    long left = all ? Long.MAX_VALUE : limit;
    JsonNode next = page(String.valueOf(after), left);
    int pages = 0;
    while (true) {
      List<JsonNode> events = new ArrayList<>();
      next.path("events").forEach(events::add);
      left -= events.size();
      show(events, output, pages++ == 0);
      JsonNode from = next.path("next");
      if (!from.isNumber() || left <= 0 || output.isClosed()) {
        if (from.isNumber() && !session.json()) {
          output.notice(output.style().faint("More: --after " + from.asString() + ", or --all"));
        }
        return;
      }
      next = page(from.asString(), left);
    }
  }

  private JsonNode page(String from, long left) {
    return session.get(
        RequestPath.of("/api/audit/events")
            .with("after", from)
            .with("type", type)
            .with("stream", stream)
            .with("limit", Math.min(MOST_OF_PAGE, left))
            .toString());
  }

  private void show(List<JsonNode> events, Output output, boolean first) {
    if (session.json()) {
      events.forEach(output::jsonLine);
      return;
    }
    if (events.isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .numbers("POSITION")
            .column("TIME")
            .column("EVENT")
            .text("STREAM")
            .numbers("SEQ")
            .text("WHAT");
    for (JsonNode event : events) {
      table.row(
          event.path("position").asString(),
          Times.at(event.path("timestamp")),
          event.path("type").asString(""),
          event.path("stream").asString(""),
          event.path("sequence").asString(""),
          event.path("payload").toString());
    }
    table.print(output, first);
  }
}
