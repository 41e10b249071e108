package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ProviderCommand;
import io.qubix.command.bus.Commands;
import io.qubix.command.lease.LeaseTable;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Finds the provider that a path names: by the provider's id or else by the worker's name. So no
 * worker can take another provider's place with a name like its id.
 */
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
   * @throws Rejection.NotFound when no worker can have this name
   */
  static WorkerId worker(String segment) {
    return WorkerId.known(segment).orElseThrow(Rejection.NotFound::provider);
  }

  /** Sends a command to the provider that the path names. */
  <R> R send(String segment, Function<WorkerId, ProviderCommand> command) {
    WorkerId named = worker(segment);
    return commands.send(command.apply(withId(named.value()).orElse(named)));
  }

  /** Returns the worker whose provider has this id. */
  Optional<WorkerId> withId(String text) {
    UUID id = Uuids.parse(text);
    return id == null ? Optional.empty() : table.workerOf(id);
  }
}
