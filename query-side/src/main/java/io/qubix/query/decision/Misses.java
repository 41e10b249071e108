package io.qubix.query.decision;

import io.qubix.api.matching.DecisionReceipt.Reason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The providers online that do not get a job, by what they miss. Each is counted once: first what
 * the job requires of the machine, then its price, then what passes by itself.
 *
 * @param tooSmall in cards, memory or cores, or with another card
 * @param label without a label, or elsewhere
 * @param busy at work on as many jobs as they hold, or out of the market for a time
 * @param excluded by the job, or because they failed it before
 */
public record Misses(
    int tooExpensive,
    int modelNotServed,
    int tooSmall,
    int label,
    int coolingDown,
    int busy,
    int excluded) {

  /** What a provider misses first. */
  enum Miss {
    TOO_EXPENSIVE,
    MODEL_NOT_SERVED,
    TOO_SMALL,
    LABEL,
    COOLING_DOWN,
    BUSY,
    EXCLUDED;

    static Miss of(Reason reason) {
      return switch (reason) {
        case TOO_EXPENSIVE -> TOO_EXPENSIVE;
        case MODEL_NOT_SERVED -> MODEL_NOT_SERVED;
        case GPU_MODEL, VRAM, GPU_COUNT, CPU_CORES, RAM -> TOO_SMALL;
        case LOCATION, LABEL -> LABEL;
        case EXCLUDED, FAILED_IT_BEFORE -> EXCLUDED;
        case COOLING_DOWN -> COOLING_DOWN;
      };
    }
  }

  static Misses of(EnumMap<Miss, Integer> counts) {
    return new Misses(
        counts.getOrDefault(Miss.TOO_EXPENSIVE, 0),
        counts.getOrDefault(Miss.MODEL_NOT_SERVED, 0),
        counts.getOrDefault(Miss.TOO_SMALL, 0),
        counts.getOrDefault(Miss.LABEL, 0),
        counts.getOrDefault(Miss.COOLING_DOWN, 0),
        counts.getOrDefault(Miss.BUSY, 0),
        counts.getOrDefault(Miss.EXCLUDED, 0));
  }

  /** Returns the counts above 0 with their words. */
  public Map<String, Integer> inWords() {
    Map<String, Integer> words = new LinkedHashMap<>();
    words.put("do not serve the model", modelNotServed);
    words.put("are excluded, or failed it before", excluded);
    words.put("have too small a machine, or another card", tooSmall);
    words.put("are elsewhere, or without a label", label);
    words.put("are too expensive", tooExpensive);
    words.put("cool down after failures", coolingDown);
    words.put("are busy", busy);
    words.values().removeIf(count -> count == 0);
    return words;
  }
}
