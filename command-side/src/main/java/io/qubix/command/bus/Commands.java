package io.qubix.command.bus;

import io.qubix.api.Command;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Carries out commands. A refusal is a {@link io.qubix.api.Rejection}; it is accepted only from an
 * aggregate that was just loaded. A conflict with another node is retried a few times and then
 * becomes a {@link io.qubix.api.Rejection.Conflict}. When the store is away the command fails with
 * {@link io.qubix.api.Rejection.Unavailable}, and may or may not have taken effect.
 */
public interface Commands {

  /**
   * Carries out a command on this thread. Within a running unit of work it becomes part of it: both
   * take effect, or neither.
   */
  <R> R send(Command command);

  /**
   * Carries out a command on another thread, in a separate unit of work. The future fails with what
   * {@link #send} would throw.
   */
  <R> CompletableFuture<R> sendAsync(Command command);

  /**
   * Carries out several commands asynchronously at less cost. Each takes effect or fails by itself,
   * in any order.
   *
   * @return a future for each, in the order of the commands
   */
  default <R> List<CompletableFuture<R>> sendAllAsync(List<? extends Command> commands) {
    return commands.stream().map(this::<R>sendAsync).toList();
  }
}
