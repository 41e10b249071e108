package io.qubix.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserRenamed;
import java.time.Clock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/** A user: an address, and the name it may have. */
@Aggregate(cache = "aggregates", snapshotTriggerDefinition = "snapshots")
@Revision("1")
@Profile("command | !query")
class User {

  @AggregateIdentifier @JsonProperty private @Nullable String streamId;
  @JsonProperty private @Nullable String username;

  User() {}

  /** Restores a snapshot of this class's revision. */
  @JsonCreator
  User(
      @JsonProperty("streamId") String streamId,
      @JsonProperty("username") @Nullable String username) {
    this.streamId = Objects.requireNonNull(streamId);
    this.username = username;
  }

  /** The first request is always written, because a stream must begin with an event. */
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
