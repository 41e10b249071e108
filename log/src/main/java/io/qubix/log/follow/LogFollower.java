package io.qubix.log.follow;

import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log, batch after batch, in order and without a gap, on one node at a time. One
 * transaction for each batch contains what the follower writes and its new position. After a
 * failure of any kind the batch is repeated; none is ever skipped.
 *
 * <p>One thread at a time calls a follower, except where a method says otherwise.
 */
public interface LogFollower {

  /** Returns the name of its row. */
  String name();

  /**
   * Returns the version of the state that this program writes, or null when it can go on with any
   * stored state. A node does not lead a follower whose stored state this version may not continue.
   */
  default @Nullable StateVersion version() {
    return null;
  }

  /**
   * Returns whether the follower wants an event. Other events cost no transaction: their position
   * is stored with the next wanted event, or after a thousand. Called on any thread.
   */
  default boolean wants(EventMessage<?> event) {
    return true;
  }

  /** Returns the bounds of a batch. */
  default AtMost most() {
    return AtMost.events(500);
  }

  /**
   * Returns how long to rest after a batch that left no event behind. It is asked again whenever
   * the rest may have become shorter, see {@link #leading}. Called on any thread.
   */
  default Duration rest() {
    return Duration.ZERO;
  }

  /**
   * Returns after how long the follower is to be given an empty batch if no event comes before, or
   * null when it waits for events alone. It is asked again from time to time, in case a clock was
   * set.
   */
  default @Nullable Duration dueIn() {
    return null;
  }

  /**
   * Called when this node begins to lead the follower, and when it no longer does.
   *
   * @param hurry makes the thread ask {@link #rest} again, on any thread, or null when the node no
   *     longer leads
   */
  default void leading(@Nullable Runnable hurry) {}

  /**
   * Does the part of a batch, which may be empty, that must not wait within a transaction, such as
   * sending commands.
   */
  default void prepare(List<TrackedEventMessage<?>> events) {}

  /** Writes a batch, in the transaction that moves the position. */
  default void write(List<TrackedEventMessage<?>> events) {}

  /** Called after everything up to a position is committed. */
  default void passed(long position) {}

  /**
   * Drops everything remembered from the stored state. Called after a failure, when another writer
   * changed that state, and when this node no longer leads.
   */
  default void forget() {}
}
