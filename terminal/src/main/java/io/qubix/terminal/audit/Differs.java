package io.qubix.terminal.audit;

import java.io.Serial;

/** Thrown when the log is not as it was written. */
final class Differs extends Exception {

  @Serial private static final long serialVersionUID = 1;

  Differs(String what) {
    super(what, null, false, false);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
