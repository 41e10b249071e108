package io.qubix.log.follow;

import java.util.List;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The log as its followers read it: forward from a position, without contents. */
public interface FollowedLog {

  /**
   * Returns the next events after a position, from memory if they are new; none when there are none
   * yet. It never blocks for new events. Events that an upcaster made of one share its position and
   * stay together.
   *
   * @param most bounds the result, which may be smaller although more events exist
   */
  List<? extends TrackedEventMessage<?>> after(long position, AtMost most);

  /**
   * Calls back whenever there may be new wanted events, and occasionally for the others, until the
   * returned action is run. Both are called on the thread that distributes the log, and must not
   * block.
   */
  Runnable onNews(Predicate<EventMessage<?>> wanted, Runnable callback);
}
