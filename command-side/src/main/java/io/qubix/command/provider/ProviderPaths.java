package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.provider.ProviderCommand;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Storable;
import io.qubix.command.bus.Commands;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Whom a path means: a worker by its name or, failing that, a provider by its id. */
@Component
@Profile("command | !query")
class ProviderPaths {

  private final Commands commands;
  private final LeaseTable table;

  ProviderPaths(Commands commands, LeaseTable table) {
    this.commands = commands;
    this.table = table;
  }

  /**
   * @throws Rejection.NotFound when no worker can be called so
   */
  static WorkerId worker(String segment) {
    if (segment.isBlank() || segment.length() > WorkerId.MAX_LENGTH || !Storable.isText(segment)) {
      throw new Rejection.NotFound("There is no such provider");
    }
    return new WorkerId(segment);
  }

  /** Sends a command to the provider that the path means. */
  <R> R send(String segment, Function<WorkerId, ProviderCommand> command) {
    try {
      return commands.send(command.apply(worker(segment)));
    } catch (Rejection.NotFound e) {
      WorkerId worker = byId(segment).orElseThrow(() -> e);
      return commands.send(command.apply(worker));
    }
  }

  private Optional<WorkerId> byId(String segment) {
    try {
      return table.workerOf(UUID.fromString(segment));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
