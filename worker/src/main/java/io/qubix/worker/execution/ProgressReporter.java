package io.qubix.worker.execution;

import org.jspecify.annotations.Nullable;

/** Receives an executor's progress. Cheap and thread-safe. */
public interface ProgressReporter {

  /**
   * @param percent clamped to 0 to 100
   * @param operation the current operation, in a few words
   */
  void report(double percent, @Nullable String operation);

  /**
   * @param level upper case: INFO, WARN, ERROR…
   */
  void log(String level, String message);
}
