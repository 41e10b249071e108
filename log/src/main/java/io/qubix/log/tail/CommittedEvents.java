package io.qubix.log.tail;

import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Passes on every event of the log, from any node, in log order, within milliseconds of its commit.
 * Events from before this node's start are not passed on.
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
