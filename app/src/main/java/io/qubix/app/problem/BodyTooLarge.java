package io.qubix.app.problem;

import java.io.IOException;
import java.io.Serial;

/** Thrown when a body exceeds the limit while it is read. */
public final class BodyTooLarge extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public BodyTooLarge(long limit) {
    super("The body is larger than " + limit + " bytes");
  }
}
