package io.qubix.terminal.watch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Tells which lines of a job's log are new, although the same line may come live and by request.
 */
final class JobLog {

  private final SeenLines shown = new SeenLines();

  /** Lines shown after a request that may still come live. */
  private final SeenLines ahead = new SeenLines();

  /** Returns the new lines among the newest ones that were requested, oldest first. */
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

  /** Returns the new lines among those that came live. */
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
