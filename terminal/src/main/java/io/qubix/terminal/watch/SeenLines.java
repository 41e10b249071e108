package io.qubix.terminal.watch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Counts the lines that were shown, so that a line that comes twice, live and by request, is shown
 * once.
 *
 * @param most lines remembered; older ones are forgotten
 */
final class SeenLines {

  private final Map<JsonNode, Integer> lines = new LinkedHashMap<>();
  private final int most;

  /**
   * @param most lines remembered; older ones are forgotten
   */
  SeenLines(int most) {
    this.most = most;
  }

  void add(JsonNode line) {
    lines.merge(line, 1, Integer::sum);
    if (lines.size() > most) {
      Iterator<JsonNode> oldest = lines.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Removes one occurrence of a line. Returns whether there was one. */
  boolean remove(JsonNode line) {
    Integer times = lines.get(line);
    if (times == null) {
      return false;
    }
    if (times == 1) {
      lines.remove(line);
    } else {
      lines.put(line, times - 1);
    }
    return true;
  }

  SeenLines copy() {
    SeenLines copy = new SeenLines(most);
    copy.lines.putAll(lines);
    return copy;
  }
}
