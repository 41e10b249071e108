package io.qubix.terminal.view;

import io.qubix.terminal.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prints only the lines of the log, or nothing at all. */
public final class LogsOnly implements View {

  private final Session session;
  private final boolean lines;
  private final @Nullable String level;

  private LogsOnly(Session session, boolean lines, @Nullable String level) {
    this.session = session;
    this.lines = lines;
    this.level = level;
  }

  public static LogsOnly of(Session session, @Nullable String level) {
    return new LogsOnly(session, true, level);
  }

  public static LogsOnly silent(Session session) {
    return new LogsOnly(session, false, null);
  }

  @Override
  public void lines(List<JsonNode> more) {
    if (lines) {
      more.stream()
          .filter(line -> level == null || level.equalsIgnoreCase(line.path("level").asString("")))
          .forEach(line -> PrintedLog.print(line, session));
    }
  }

  @Override
  public void notice(String text) {
    session.output().notice(text);
  }

  @Override
  public void job(JsonNode job) {}

  @Override
  public void progress(JsonNode progress) {}

  @Override
  public void retried(JsonNode ended) {}

  @Override
  public void end(JsonNode job) {}
}
