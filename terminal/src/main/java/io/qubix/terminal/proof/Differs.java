package io.qubix.terminal.proof;

import java.io.Serial;

/** Thrown when the log is not as it was written. */
public final class Differs extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Differs(String what) {
    super(what, null, false, false);
  }

  public String what() {
    return String.valueOf(getMessage());
  }
}
