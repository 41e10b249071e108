package io.qubix.api.request;

import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the labels that a client asks for, written as {@code name=value}. The value may be empty.
 */
public record Label(String name, String value) {

  /** The longest text that is a label. */
  public static final int LENGTH = Limits.LABEL_KEY + 1 + Limits.NAME;

  /** Says what a text must be like that is no label. */
  public static final String MESSAGE = "must be a label like tier=gold";

  /** Reads a label, or returns null when the text is none. */
  public static @Nullable Label parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : NameRule.normal(text.substring(0, equals));
    String value = NameRule.normal(text.substring(equals + 1));
    boolean isGood =
        NameRule.LABEL.problemOf(name) == null
            && (value.isEmpty() || NameRule.ANY.problemOf(value) == null);
    return isGood ? new Label(name, value) : null;
  }

  public Map<String, String> asMap() {
    return Map.of(name, value);
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
