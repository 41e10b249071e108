package io.qubix.app.problem;

import java.io.IOException;
import java.io.Serial;

/** Thrown when a body does not arrive in time. */
public final class BodyTooSlow extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public BodyTooSlow() {
    super("The body did not arrive in time");
  }
}
