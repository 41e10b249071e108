package io.qubix.api.request;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What PostgreSQL's {@code jsonb} can hold of what JSON allows: no U+0000, no lone surrogate, no
 * number beyond the range of {@code numeric}
 * (https://www.postgresql.org/docs/current/datatype-json.html).
 */
public final class Storable {

  static final String TEXT_MESSAGE = "must not contain \\u0000 or a lone surrogate";

  /** Digits that {@code numeric} holds before the point, and after it. */
  private static final int MAX_INTEGER_DIGITS = 131_072;

  private static final int MAX_SCALE = 16_383;

  private Storable() {}

  /** Whether the store can hold this text. */
  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** What is wrong with the JSON, for the client to read; null when the store can hold it. */
  static @Nullable String problemOf(JsonNode node) {
    if (node.isString()) {
      return isText(node.stringValue()) ? null : TEXT_MESSAGE;
    }
    if (node.isNumber()) {
      return isNumber(node) ? null : "must not contain a number beyond the range of numeric";
    }
    for (var member : node.properties()) {
      if (!isText(member.getKey())) {
        return TEXT_MESSAGE;
      }
    }
    for (JsonNode child : node) {
      String problem = problemOf(child);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static boolean isNumber(JsonNode node) {
    if (node.isFloatingPointNumber() && !node.isBigDecimal()) {
      return Double.isFinite(node.doubleValue());
    }
    BigDecimal value = node.decimalValue();
    return value.precision() - value.scale() <= MAX_INTEGER_DIGITS && value.scale() <= MAX_SCALE;
  }
}
