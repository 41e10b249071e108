package io.qubix.api.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads numbers of clients as doubles. Jackson's own methods throw when a number does not fit. */
public final class JsonNumbers {

  private JsonNumbers() {}

  /** Returns the nearest double; infinite beyond all of them. */
  public static double nearest(JsonNode number) {
    return number.isFloatingPointNumber() && !number.isBigDecimal()
        ? number.doubleValue()
        : number.decimalValue().doubleValue();
  }

  /** Returns the nearest double, or null when that is none that can be shown. */
  public static @Nullable Double finite(JsonNode number) {
    double nearest = nearest(number);
    return Double.isFinite(nearest) ? nearest : null;
  }
}
