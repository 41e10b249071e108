package io.qubix.command.job;

import io.qubix.api.Command;
import io.qubix.command.bus.Commands;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;

/** Sends commands within the unit of work that is under way, over a fixture's bus. */
final class NestedCommands implements Commands {

  private final CommandBus bus;

  NestedCommands(CommandBus bus) {
    this.bus = bus;
  }

  @Override
  public <R> R send(Command command) {
    CompletableFuture<CommandResultMessage<? extends R>> answer = new CompletableFuture<>();
    bus.<Object, R>dispatch(
        GenericCommandMessage.asCommandMessage(command),
        (message, result) -> answer.complete(result));
    CommandResultMessage<? extends R> result = answer.join();
    if (result.isExceptional() && result.exceptionResult() instanceof RuntimeException refused) {
      throw refused;
    }
    return result.getPayload();
  }

  @Override
  public <R> CompletableFuture<R> sendAsync(Command command) {
    throw new UnsupportedOperationException("An aggregate sends nothing apart");
  }
}
