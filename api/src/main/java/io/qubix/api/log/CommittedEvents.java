package io.qubix.api.log;

import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Hears every event of the log, whichever node wrote it, in the order of the log, within
 * milliseconds of its commit. What was committed before this node started is not told.
 */
public interface CommittedEvents {

  /** {@code listener} is called on one thread for all and must not block. */
  void listen(Consumer<TrackedEventMessage<?>> listener);

  /**
   * Returns whether the listeners have heard all events that commands of this node committed and
   * were answered for. False, too, while that is unknown.
   */
  boolean allTold();
}
