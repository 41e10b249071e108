package io.qubix.terminal.watch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which lines of a job's log are new, where the same may come live and by asking. */
final class JobLog {

  /** More than the service keeps of a job. */
  private static final int REMEMBERED = 4_000;

  private final SeenLines shown = new SeenLines(REMEMBERED);

  /** Shown because they were asked for; the live ones may bring them once more. */
  private final SeenLines ahead = new SeenLines(REMEMBERED);

  /** Of the newest lines, oldest first, as they were asked for: those that are new. */
  List<JsonNode> asked(List<JsonNode> lines) {
    SeenLines known = shown.copy();
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode line : lines) {
      if (!known.remove(line)) {
        shown.add(line);
        ahead.add(line);
        fresh.add(line);
      }
    }
    return fresh;
  }

  /** Of lines that came live: those that are new. */
  List<JsonNode> live(Iterable<JsonNode> lines) {
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode line : lines) {
      if (!ahead.remove(line)) {
        shown.add(line);
        fresh.add(line);
      }
    }
    return fresh;
  }
}
