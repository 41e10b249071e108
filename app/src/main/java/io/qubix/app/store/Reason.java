package io.qubix.app.store;

import java.sql.SQLException;

/** The words in which the database, or the way to it, says why. */
final class Reason {

  private Reason() {}

  /** Returns the message of the innermost failure of the database, on one line. */
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
