package io.qubix.api.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the secondary members of a report: texts, metrics, log lines. They never make a report
 * fail. Values that the store cannot hold are mended if possible, otherwise dropped, and the answer
 * tells the worker.
 */
public final class Remarks {

  /** Counts the dropped log lines and the dropped members of the metrics. */
  public record Dropped(int logLines, int metrics) {}

  private static final String CUT = " […]";
  private static final char REPLACEMENT = '\ufffd';

  private final JsonNode body;
  private final Set<String> mended = new LinkedHashSet<>();
  private int droppedLines;
  private int droppedMetrics;

  private Remarks(JsonNode body) {
    this.body = body;
  }

  public static Remarks in(JsonNode body) {
    return new Remarks(body);
  }

  /** Returns a member's text, or the JSON of another value, or null when absent. */
  public @Nullable String text(String field, int maxLength) {
    JsonNode node = body.path(field);
    return isAbsent(node) ? null : text(field, node, maxLength);
  }

  /** Returns a text, or the JSON of another value, as the store can hold it. */
  public String text(String field, JsonNode node, int maxLength) {
    String said = node.isValueNode() ? node.asString() : node.toString();
    String kept = cut(storable(said), maxLength);
    if (!kept.equals(said) || Storable.problemOf(node) != null) {
      mended(field);
    }
    return kept;
  }

  /**
   * Returns the members of an object that the store can hold.
   *
   * @return null when there are none
   */
  public @Nullable JsonNode metrics(String field) {
    JsonNode node = body.path(field);
    if (isAbsent(node)) {
      return null;
    } else if (!node.isObject()) {
      droppedMetrics++;
      return null;
    }
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      ObjectNode alone = JsonNodeFactory.instance.objectNode();
      alone.set(member.getKey(), member.getValue());
      if (Storable.problemOf(alone) == null) {
        kept.set(member.getKey(), member.getValue());
      } else {
        droppedMetrics++;
      }
    }
    // Members that are accepted one by one may be too large together.
    if (Storable.problemOf(kept) != null) {
      droppedMetrics += kept.size();
      return null;
    }
    return kept.isEmpty() && !node.isEmpty() ? null : kept;
  }

  /** Returns the newest lines; a single line without an array counts, too. */
  public List<JsonNode> lines(String field, int most) {
    JsonNode node = body.path(field);
    if (isAbsent(node)) {
      return List.of();
    }
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(all::add);
    } else {
      all.add(node);
    }
    int tooMany = Math.max(0, all.size() - most);
    droppedLines += tooMany;
    return all.subList(tooMany, all.size());
  }

  public void dropLine() {
    droppedLines++;
  }

  /** Notes that the stored value of a member differs from the sent one. */
  public void mended(String field) {
    mended.add(field);
  }

  public Dropped dropped() {
    return new Dropped(droppedLines, droppedMetrics);
  }

  public List<String> mended() {
    return List.copyOf(mended);
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static String storable(String text) {
    if (Storable.isText(text)) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isSurrogate(point) ? REPLACEMENT : point)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static String cut(String text, int maxLength) {
    return text.codePointCount(0, text.length()) <= maxLength
        ? text
        : text.substring(0, text.offsetByCodePoints(0, maxLength - CUT.length())) + CUT;
  }
}
