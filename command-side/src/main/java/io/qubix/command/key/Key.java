package io.qubix.command.key;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.qubix.api.Rejection;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyEvent;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.RevokeKey;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/** A key: issued once, and revoked once. */
@Aggregate(cache = "aggregates")
@Profile("command | !query")
class Key {

  @AggregateIdentifier private @Nullable KeyId id;
  private @Nullable ApiKey key;

  Key() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  ApiKey decide(IssueKey command, Clock clock) {
    command.terms().verifyFor(command.issuer());
    if (key != null) {
      throw new Rejection.Conflict(
          "The key " + key.id().value() + " was issued before, and shown then");
    }
    KeyIssued issued =
        new KeyIssued(
            command.key(), command.hash(), command.terms(), command.issuer(), clock.instant());
    if (new ApiKey(issued, null).isExpiredAt(clock.instant())) {
      throw new Rejection.Invalid("expiresAt", "must be in the future");
    }
    apply(issued);
    return after();
  }

  @CommandHandler
  ApiKey decide(RevokeKey command, Clock clock) {
    if (!after().mayBeRevokedBy(command.by())) {
      // That it exists is not the caller's business.
      throw command.unknown();
    }
    if (after().revoked() == null) {
      apply(new KeyRevoked(command.key(), command.by(), clock.instant()));
    }
    return after();
  }

  @EventSourcingHandler
  void evolve(KeyEvent event) {
    id = event.key();
    key = ApiKey.after(key, event);
  }

  private ApiKey after() {
    if (key == null) {
      throw new IllegalStateException("A key begins with its issue");
    }
    return key;
  }
}
