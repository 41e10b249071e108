package io.qubix.terminal.watch;

import io.qubix.terminal.print.Style;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Query;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a job's worker wrote. */
public final class LogLines {

  private static final int MOST_OF_PAGE = 500;

  private LogLines() {}

  /** All that the service keeps, oldest first. */
  public static List<JsonNode> all(Session session, String jobId, @Nullable String level) {
    List<JsonNode> all = page(session, jobId, level, null);
    while (all.size() % MOST_OF_PAGE == 0 && !all.isEmpty()) {
      Instant oldest = Times.instant(all.get(0).path("timestamp"));
      if (oldest == null) {
        break;
      }
      // Lines of the same moment may be on both sides of the cut: asked for again, shown once.
      SeenLines seen = new SeenLines(Integer.MAX_VALUE);
      all.forEach(seen::add);
      List<JsonNode> older = page(session, jobId, level, oldest.plusNanos(1_000));
      older.removeIf(seen::remove);
      if (older.isEmpty()) {
        break;
      }
      older.addAll(all);
      all = older;
    }
    return all;
  }

  private static List<JsonNode> page(
      Session session, String jobId, @Nullable String level, @Nullable Instant before) {
    List<JsonNode> lines = new ArrayList<>();
    Query query =
        Query.of("/logs").with("level", level).with("before", before).with("limit", MOST_OF_PAGE);
    session.job(jobId, query.toString()).path("logs").forEach(lines::add);
    return lines;
  }

  public static void print(JsonNode line, Session session) {
    if (session.json()) {
      session.output().jsonLine(line);
    } else {
      session.output().line(shown(line, session.output().style()));
    }
  }

  static String shown(JsonNode line, Style style) {
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
