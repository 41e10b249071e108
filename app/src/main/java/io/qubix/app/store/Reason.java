package io.qubix.app.store;

import java.sql.SQLException;

/** Finds the database's own message, or the driver's, about a failure. */
final class Reason {

  private Reason() {}

  /** Returns the message of the innermost database failure, on one line. */
  static String of(Throwable failure) {
    Throwable reason = failure;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException || !(reason instanceof SQLException)) {
        reason = cause;
      }
    }
    return String.valueOf(reason.getMessage()).replaceAll("\\s+", " ");
  }
}
