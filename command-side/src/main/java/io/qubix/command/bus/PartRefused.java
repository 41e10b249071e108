package io.qubix.command.bus;

import io.qubix.api.Rejection;
import java.io.Serial;

/** One of several commands that were sent as one was refused, so none took effect. */
public final class PartRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final int index;

  public PartRefused(int index, Rejection reason) {
    super(reason.getMessage(), reason, false, false);
    this.index = index;
  }

  /** Returns the place of the refused command, from 0. */
  public int index() {
    return index;
  }

  public Rejection reason() {
    return (Rejection) getCause();
  }
}
