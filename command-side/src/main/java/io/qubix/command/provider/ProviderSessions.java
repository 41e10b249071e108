package io.qubix.command.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.log.tail.CommittedEvents;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets a session in from memory, and refuses it only after a look at the log (docs/adr/0030). A
 * session is in memory while it is used, until a registration of its worker is heard.
 */
@Component
class ProviderSessions implements Sessions {

  private static final long KNOWN = 100_000;

  /** Longer than a worker is silent between two calls. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final EventStore store;
  private final Cache<WorkerId, String> known =
      Caffeine.newBuilder()
          .maximumSize(KNOWN)
          .expireAfterAccess(KEPT)
          .executor(Runnable::run)
          .build();
  private final AtomicLong changes = new AtomicLong();

  ProviderSessions(EventStore store, CommittedEvents events) {
    this.store = store;
    events.listen(this::heard);
  }

  @Override
  public void verify(WorkerId worker, @Nullable String session) {
    if (session == null || session.equals(known.getIfPresent(worker))) {
      return;
    }
    long before = changes.get();
    String current = read(worker);
    if (current == null) {
      // The provider is not in the market, or has registered without a session.
      return;
    }
    if (!current.equals(session)) {
      throw Sessions.takenOver(worker);
    }
    known.put(worker, current);
    if (changes.get() != before) {
      // A worker registered during the read, perhaps this one.
      known.invalidate(worker);
    }
  }

  @Override
  public void forget(WorkerId worker) {
    changes.incrementAndGet();
    known.invalidate(worker);
  }

  private void heard(EventMessage<?> event) {
    if (ProviderEvent.class.isAssignableFrom(event.getPayloadType())) {
      ProviderEvent change = (ProviderEvent) event.getPayload();
      if (change.changesSession()) {
        forget(change.workerId());
      }
    }
  }

  private @Nullable String read(WorkerId worker) {
    String session = null;
    for (var events = store.readEvents(worker.toString()); events.hasNext(); ) {
      Object payload = events.next().getPayload();
      session =
          payload instanceof Provider snapshot
              ? snapshot.session()
              : ((ProviderEvent) payload).sessionAfter(session);
    }
    return session;
  }
}
