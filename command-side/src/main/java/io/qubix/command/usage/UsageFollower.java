package io.qubix.command.usage;

import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.user.Participation;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.tail.LogMessage;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Counts what each address uses: one row for each address, and one for each provider. */
final class UsageFollower implements LogFollower {

  static final String NAME = "usage";

  private final UsageTable table;

  UsageFollower(UsageTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    return UsageTable.COUNTED.contains(event.getPayloadType()) || comesOrGoes(event);
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    List<Long> jobs =
        events.stream()
            .filter(event -> UsageTable.COUNTED.contains(event.getPayloadType()))
            .map(LogMessage::positionOf)
            .toList();
    if (!jobs.isEmpty()) {
      table.count(jobs);
    }
    events.stream().filter(UsageFollower::comesOrGoes).forEach(this::follow);
  }

  private static boolean comesOrGoes(EventMessage<?> event) {
    return ProviderEvent.class.isAssignableFrom(event.getPayloadType())
        && ((ProviderEvent) event.getPayload()).changesSession();
  }

  private void follow(EventMessage<?> event) {
    ProviderEvent provider = (ProviderEvent) event.getPayload();
    if (provider instanceof Participation registration) {
      table.add(provider.workerId(), registration.participant());
    } else {
      table.remove(provider.workerId());
    }
  }
}
