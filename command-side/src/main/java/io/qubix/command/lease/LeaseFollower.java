package io.qubix.command.lease;

import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.log.follow.HandlingFollower;
import io.qubix.log.follow.LogFollower;
import java.time.Clock;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Keeps the leases. A batch locks its rows first, in the order in which renewals lock theirs: the
 * order of the events would deadlock with them.
 */
final class LeaseFollower implements LogFollower {

  private final LeaseTable table;
  private final LogFollower handlers;

  LeaseFollower(String name, LeaseTable table, Clock clock) {
    this.table = table;
    this.handlers = HandlingFollower.writing(name, new LeaseEvents(table, clock));
  }

  @Override
  public String name() {
    return handlers.name();
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    return handlers.wants(event);
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    table.lock(events.stream().map(LeaseFollower::workerOf).distinct().toList());
    handlers.write(events);
  }

  private static WorkerId workerOf(EventMessage<?> event) {
    return ((ProviderEvent) event.getPayload()).workerId();
  }
}
