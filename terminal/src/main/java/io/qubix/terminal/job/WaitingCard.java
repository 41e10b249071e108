package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Prints why a job waits. */
final class WaitingCard {

  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("modelNotServed", "of another model");
    WORDS.put("excluded", "excluded");
    WORDS.put("tooSmall", "too small");
    WORDS.put("label", "elsewhere or without a label");
    WORDS.put("tooExpensive", "too expensive");
    WORDS.put("coolingDown", "cooling down");
    WORDS.put("busy", "busy");
  }

  private WaitingCard() {}

  /**
   * @param waiting as the API says it; nothing is printed when it is null
   */
  static void print(JsonNode job, JsonNode waiting, Output output) {
    if (!waiting.isObject()) {
      return;
    }
    output.line("");
    if (job.path("nextAttemptAt").isString()) {
      output.line(
          "It waits until " + Times.at(job.path("nextAttemptAt")) + " for its next attempt");
    }
    boolean isPaused = waiting.path("paused").asBoolean(false);
    if (isPaused) {
      output.line("The market is paused: no job is assigned until the operator opens it");
    }
    JsonNode misses = waiting.path("misses");
    StringBuilder line = new StringBuilder();
    WORDS.forEach(
        (miss, words) -> {
          int count = misses.path(miss).asInt();
          if (count > 0) {
            line.append(line.isEmpty() ? "Providers: " : ", ")
                .append(count)
                .append(' ')
                .append(words);
          }
        });
    if (!line.isEmpty()) {
      output.line(line.toString());
    } else if (!isPaused && !job.path("nextAttemptAt").isString()) {
      output.line("No provider is online");
    }
    if (waiting.path("cheapestThatFits").isNumber()) {
      int dear = misses.path("tooExpensive").asInt();
      output.line(
          dear
              + " would fit at "
              + Amounts.qubic(waiting.path("cheapestThatFits"))
              + " an hour"
              + (dear > 1 ? " or more" : ""));
    }
  }
}
