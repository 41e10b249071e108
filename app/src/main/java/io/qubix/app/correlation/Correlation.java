package io.qubix.app.correlation;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id that one request's log lines and events share. */
public final class Correlation {

  static final String HEADER = "X-Correlation-Id";
  static final String MDC_KEY = "correlation";

  private Correlation() {}

  /** Returns the id of this thread's request, or null outside a request. */
  public static @Nullable String current() {
    return MDC.get(MDC_KEY);
  }
}
