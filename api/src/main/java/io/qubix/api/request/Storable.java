package io.qubix.api.request;

import io.qubix.api.json.JsonNumbers;
import io.qubix.api.json.StrictJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one rule of what may be stored, so that every reader can read it again.
 *
 * <p>PostgreSQL's {@code jsonb} holds less than JSON allows: no U+0000, no lone surrogate, no
 * number beyond the range of {@code numeric}
 * (https://www.postgresql.org/docs/current/datatype-json.html). It also writes numbers out: 7
 * characters become 1,001. What it returns must stay within the limits of readers that do not know
 * this rule: Jackson's limit is 1,000 characters.
 */
public final class Storable {

  static final String TEXT_MESSAGE = "must not contain \\u0000 or a lone surrogate";

  /** As many digits as fit into a body when every number in it is written out. */
  private static final long MAX_DIGITS_IN_ALL = 8 * 1024 * 1024;

  private static final String RANGE_MESSAGE =
      "must not contain a number of more than "
          + StrictJson.LONGEST_NUMBER
          + " characters when it is written out";

  private Storable() {}

  /** Returns whether the store can hold this text. */
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

  /** Returns what is wrong with the JSON, for the client, or null when the store can hold it. */
  public static @Nullable String problemOf(JsonNode node) {
    return new Walk().problemOf(node);
  }

  /**
   * Returns whether a number is finite. A {@code BigDecimal} always is, but its {@code
   * doubleValue()} would throw on overflow.
   */
  static boolean isFinite(JsonNode number) {
    return !number.isFloatingPointNumber()
        || number.isBigDecimal()
        || Double.isFinite(JsonNumbers.nearest(number));
  }

  /** Checks every value of one JSON. */
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
      long length = lengthOf(node.decimalValue());
      if (length > StrictJson.LONGEST_NUMBER) {
        return RANGE_MESSAGE;
      }
      // A page of 1e999 would come back as gigabytes.
      digits += length;
      return digits > MAX_DIGITS_IN_ALL ? "must not contain numbers of so many digits" : null;
    }

    /** Returns the length in characters, as the store writes the number out. */
    private static long lengthOf(BigDecimal number) {
      long whole = number.signum() == 0 ? 1 : (long) number.precision() - number.scale();
      long fraction = number.scale() > 0 ? 1L + number.scale() : 0;
      return (number.signum() < 0 ? 1 : 0) + Math.max(1, whole) + fraction;
    }
  }
}
