package io.qubix.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserRenamed;
import java.time.Clock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/** A user, who is known by an address and may go by a name. */
@Aggregate(cache = "aggregates")
@Profile("command | !query")
class User {

  @AggregateIdentifier private @Nullable String streamId;
  private @Nullable String username;

  /** The first request is always written: a stream must begin with something. */
  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(RenameUser command, Clock clock) {
    if (streamId == null || !Objects.equals(username, command.username())) {
      apply(new UserRenamed(command.qubicAddress(), command.username(), clock.instant()));
    }
  }

  @EventSourcingHandler
  void evolve(UserRenamed event) {
    streamId = event.qubicAddress().streamId();
    username = event.username();
  }
}
