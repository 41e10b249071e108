package io.qubix.command.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserEvent;
import io.qubix.api.user.UserRenamed;
import io.qubix.api.user.Usernames;
import io.qubix.log.tail.CommittedEvents;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads names from the log, for code that must not wait for a read model. A name is cached until a
 * user is renamed.
 */
@Component
class KnownUsernames implements Usernames, FormerUsernames {

  private static final long KNOWN = 100_000;

  private final EventStore store;
  private final Cache<QubicAddress, Optional<UserRenamed>> known =
      Caffeine.newBuilder().maximumSize(KNOWN).executor(Runnable::run).build();
  private final AtomicLong renames = new AtomicLong();

  KnownUsernames(EventStore store, CommittedEvents events) {
    this.store = store;
    events.listen(this::heard);
  }

  @Override
  public @Nullable String of(QubicAddress address) {
    return newest(address).map(UserRenamed::username).orElse(null);
  }

  @Override
  public @Nullable String at(Instant moment, QubicAddress address) {
    return newest(address)
        .map(renamed -> renamed.at().isAfter(moment) ? renamedUntil(moment, address) : renamed)
        .map(UserRenamed::username)
        .orElse(null);
  }

  @Override
  public boolean isAtHand(QubicAddress address) {
    return known.getIfPresent(address) != null;
  }

  void forget(QubicAddress address) {
    renames.incrementAndGet();
    known.invalidate(address);
  }

  private void heard(EventMessage<?> event) {
    if (UserEvent.class.isAssignableFrom(event.getPayloadType())) {
      forget(((UserEvent) event.getPayload()).qubicAddress());
    }
  }

  private Optional<UserRenamed> newest(QubicAddress address) {
    Optional<UserRenamed> renamed = known.getIfPresent(address);
    if (renamed == null) {
      long before = renames.get();
      renamed = read(address);
      known.put(address, renamed);
      if (renames.get() != before) {
        // A user was renamed during the read, perhaps this one.
        known.invalidate(address);
      }
    }
    return renamed;
  }

  private Optional<UserRenamed> read(QubicAddress address) {
    String stream = address.streamId();
    return store
        .lastSequenceNumberFor(stream)
        .flatMap(last -> store.readEvents(stream, last).asStream().findFirst())
        .map(event -> (UserRenamed) event.getPayload());
  }

  private @Nullable UserRenamed renamedUntil(Instant moment, QubicAddress address) {
    return store
        .readEvents(address.streamId(), 0)
        .asStream()
        .map(event -> (UserRenamed) event.getPayload())
        .filter(renamed -> !renamed.at().isAfter(moment))
        .reduce(null, (earlier, later) -> later);
  }
}
