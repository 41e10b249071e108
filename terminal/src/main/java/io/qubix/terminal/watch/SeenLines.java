package io.qubix.terminal.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Counts the lines that were shown, so that a line that comes twice, live and by request, is shown
 * once. It forgets the oldest lines.
 */
final class SeenLines {

  /** More than the service keeps of a job. */
  private static final int REMEMBERED = 4_000;

  private final Map<JsonNode, Integer> lines = new LinkedHashMap<>();

  void add(JsonNode line) {
    lines.merge(line, 1, Integer::sum);
    if (lines.size() > REMEMBERED) {
      lines.remove(lines.keySet().iterator().next());
    }
  }

  /** Removes one occurrence of a line. Returns whether there was one. */
  boolean remove(JsonNode line) {
    boolean known = lines.containsKey(line);
    lines.computeIfPresent(line, (same, times) -> times == 1 ? null : times - 1);
    return known;
  }

  SeenLines copy() {
    SeenLines copy = new SeenLines();
    copy.lines.putAll(lines);
    return copy;
  }
}
