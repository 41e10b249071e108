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

  /** As many as fit into a body, when every number in it is written out. */
  private static final long MAX_DIGITS_IN_ALL = 8 * 1024 * 1024;

  private static final String RANGE_MESSAGE =
      "must not contain a number beyond the range of numeric";

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
    return new Walk().problemOf(node);
  }

  /**
   * A {@code BigDecimal} always is, but its {@code doubleValue()} would throw where it overflows.
   */
  static boolean isFinite(JsonNode number) {
    return !number.isFloatingPointNumber()
        || number.isBigDecimal()
        || Double.isFinite(number.doubleValue());
  }

  /** Looks at every value of one JSON. */
  private static final class Walk {
    private long digits;

    private @Nullable String problemOf(JsonNode node) {
      if (node.isString()) {
        return isText(node.stringValue()) ? null : TEXT_MESSAGE;
      } else if (node.isNumber()) {
        return problemOfNumber(node);
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

    private @Nullable String problemOfNumber(JsonNode node) {
      if (!isFinite(node)) {
        return RANGE_MESSAGE;
      }
      BigDecimal value = node.decimalValue();
      long before = Math.max(1, (long) value.precision() - value.scale());
      if (before > MAX_INTEGER_DIGITS || value.scale() > MAX_SCALE) {
        return RANGE_MESSAGE;
      }
      // The store writes them out: a page of 1e131000 would come back as gigabytes.
      digits += before + Math.max(0, value.scale());
      return digits > MAX_DIGITS_IN_ALL ? "must not contain numbers of so many digits" : null;
    }
  }
}
