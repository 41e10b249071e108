package io.qubix.terminal.view;

import io.qubix.terminal.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Prints only the lines of the log. */
public final class LogsOnly implements View {

  private final Session session;
  private final @Nullable String level;

  /**
   * @param level of the lines to print, or null for all of them
   */
  public LogsOnly(Session session, @Nullable String level) {
    this.session = session;
    this.level = level;
  }

  @Override
  public void lines(List<JsonNode> more) {
    more.stream()
        .filter(line -> level == null || level.equalsIgnoreCase(line.path("level").asString("")))
        .forEach(line -> PrintedLog.print(line, session));
  }

  @Override
  public void notice(String text) {
    session.output().notice(text);
  }
}
