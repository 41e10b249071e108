package io.qubix.api.lease;

import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;
import org.jspecify.annotations.Nullable;

/**
 * Tells two machines with the same worker id apart: each registration begins a session, and only
 * the last has the id.
 */
@FunctionalInterface
public interface Sessions {

  /** The header in which a request without a body names its session. */
  String HEADER = "X-Worker-Session";

  /**
   * Refuses a machine whose id another one has taken over. A node that has not yet heard of the
   * takeover may still let it in; it never refuses the one that has the id.
   *
   * @param session as its registration was answered, or null when the worker does not name it:
   *     nothing is checked then
   * @throws Rejection.Conflict when another registration has the id
   */
  void verify(WorkerId worker, @Nullable String session);

  /** Makes the next call of a worker look at the log, because a registration of it was heard. */
  default void forget(WorkerId worker) {}

  static Rejection.Conflict takenOver(WorkerId worker) {
    return new Rejection.Conflict(
        "The worker id "
            + worker.value()
            + " is in use elsewhere: another machine has registered with it since");
  }
}
