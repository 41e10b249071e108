package io.qubix.command.reassignment;

import io.qubix.api.Command;
import io.qubix.command.bus.Commands;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/** Commands over the bus of axon-test's fixture, which records them. */
record FixtureCommands(CommandGateway gateway) implements Commands {

  static FixtureCommands over(CommandBus bus) {
    return new FixtureCommands(DefaultCommandGateway.builder().commandBus(bus).build());
  }

  @Override
  public <R> R send(Command command) {
    return gateway.sendAndWait(command);
  }

  @Override
  public <R> CompletableFuture<R> sendAsync(Command command) {
    return gateway.send(command);
  }
}
