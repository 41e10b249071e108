package io.qubix.worker.execution;

import org.jspecify.annotations.Nullable;

/** Where an executor tells how far it is. Cheap, and safe for many threads. */
public interface Progress {

  /**
   * @param percent 0 to 100; anything else is clamped
   * @param operation what is being done, in a few words
   */
  void report(double percent, @Nullable String operation);

  /**
   * @param level upper case: INFO, WARN, ERROR…
   */
  void log(String level, String message);
}
