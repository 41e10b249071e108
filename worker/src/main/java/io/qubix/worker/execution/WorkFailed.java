package io.qubix.worker.execution;

import java.io.Serial;

/** An attempt ended without a result. The message is the reason that the consumer reads. */
public final class WorkFailed extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public WorkFailed(String reason) {
    super(reason);
  }
}
