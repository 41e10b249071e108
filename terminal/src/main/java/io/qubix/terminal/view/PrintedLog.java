package io.qubix.terminal.view;

import io.qubix.terminal.print.Style;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the log lines of a job's worker. */
public final class PrintedLog {

  private static final int MOST_OF_PAGE = 500;

  private PrintedLog() {}

  /** Returns all lines that the service keeps, oldest first. */
  public static List<JsonNode> all(Session session, String jobId, @Nullable String level) {
    List<JsonNode> all = new ArrayList<>();
    String before = null;
    do {
      RequestPath query =
          RequestPath.of("/logs")
              .with("level", level)
              .with("before", before)
              .with("limit", MOST_OF_PAGE);
      JsonNode page = session.job(jobId, query.toString());
      List<JsonNode> lines = new ArrayList<>();
      page.path("logs").forEach(lines::add);
      all.addAll(0, lines);
      before = page.path("next").isString() ? page.path("next").asString() : null;
    } while (before != null);
    return all;
  }

  public static void print(JsonNode line, Session session) {
    if (session.json()) {
      session.output().jsonLine(line);
    } else {
      session.output().line(shown(line, session.output().style()));
    }
  }

  public static String shown(JsonNode line, Style style) {
    String level = line.path("level").asString("");
    String padded = String.format(Locale.ROOT, "%-5s", level);
    String painted =
        switch (level.toUpperCase(Locale.ROOT)) {
          case "ERROR" -> style.bad(padded);
          case "WARN" -> style.warning(padded);
          default -> padded;
        };
    return style.faint(Times.ofDay(line.path("timestamp")))
        + " "
        + painted
        + " "
        + Text.clean(line.path("message").asString(""));
  }
}
