package io.qubix.command.lease;

import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import java.time.Clock;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;

/**
 * Begins a lease when a provider goes online, and ends it when it goes offline. A lease begins when
 * this event is read, not when it happened, so that a late reader does not shorten it.
 */
class LeaseEvents {

  private final LeaseTable table;
  private final Clock clock;

  LeaseEvents(LeaseTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @EventHandler
  void on(ProviderRegistered event, @SequenceNumber long sequence) {
    table.set(event.workerId(), event.id(), true, clock.instant(), sequence);
  }

  @EventHandler
  void on(ProviderWentOnline event, @SequenceNumber long sequence) {
    table.set(event.workerId(), null, true, clock.instant(), sequence);
  }

  @EventHandler
  void on(ProviderWentOffline event, @SequenceNumber long sequence) {
    table.set(event.workerId(), null, false, event.at(), sequence);
  }

  @EventHandler
  void on(ProviderDeregistered event) {
    table.remove(event.workerId());
  }
}
