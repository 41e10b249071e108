package io.qubix.app.problem;

import java.io.IOException;
import java.io.Serial;

/** A body did not come in time. */
public final class BodyTooSlow extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public BodyTooSlow() {
    super("The body did not arrive in time");
  }
}
