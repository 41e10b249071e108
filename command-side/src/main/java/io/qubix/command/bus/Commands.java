package io.qubix.command.bus;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries commands out. A refusal is a {@link io.qubix.api.Rejection}; it is believed only from an
 * aggregate that was read afresh. A conflict with another node is tried again a few times, then it
 * is a {@link io.qubix.api.Rejection.Conflict}; a store that is away is {@link
 * io.qubix.api.Rejection.Unavailable}, and then the command may or may not have taken effect.
 */
public interface Commands {

  /**
   * Carries a command out on this thread. Inside a unit of work that is under way it becomes part
   * of that: both take effect, or neither.
   */
  <R> R send(Object command);

  /**
   * Carries a command out on another thread, in a unit of work of its own, whatever is under way
   * here. The future fails with what {@link #send} would throw.
   */
  <R> CompletableFuture<R> sendApart(Object command);

  /**
   * Does that with several commands at less cost. Each takes effect or fails by itself, whatever
   * becomes of the others; nothing is said about their order.
   *
   * @return a future for each, in their order
   */
  default <R> List<CompletableFuture<R>> sendAllApart(List<?> commands) {
    return commands.stream().map(this::<R>sendApart).toList();
  }
}
