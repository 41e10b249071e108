package io.qubix.query.provider;

import io.qubix.api.provider.ProviderEvent;
import io.qubix.api.provider.ProviderReleased;
import io.qubix.api.provider.ProviderState;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds events into providers and their earnings. */
final class ProviderFold implements Fold {

  private final ProviderTable table;
  private final Rows<WorkerId, ProviderTable.Row> providers;
  private final List<ProviderTable.Earning> earnings = new ArrayList<>();
  private final List<Presence.Row> presence = new ArrayList<>();
  private final List<ProviderTable.Repricing> repricings = new ArrayList<>();

  ProviderFold(ProviderTable table) {
    this.table = table;
    this.providers = new Rows<>(table::read);
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return ProviderEvent.class.isAssignableFrom(eventType);
  }

  @Override
  public void prepare(List<LoggedEvent> events) {
    Set<WorkerId> needed = new HashSet<>();
    for (LoggedEvent logged : events) {
      ProviderEvent event = logged.as(ProviderEvent.class);
      if (event != null) {
        needed.add(event.workerId());
      }
    }
    providers.prepare(needed);
  }

  @Override
  public void apply(LoggedEvent logged) {
    ProviderEvent event = logged.as(ProviderEvent.class);
    if (event == null) {
      return;
    }
    ProviderTable.@Nullable Row before = providers.get(event.workerId());
    ProviderState after = ProviderState.after(before == null ? null : before.state(), event);
    long created = before == null ? logged.position() : before.created();
    providers.put(event.workerId(), new ProviderTable.Row(created, after));
    boolean wasOnline = before != null && before.state().online();
    if (after.online() != wasOnline) {
      presence.add(
          new Presence.Row(
              event.workerId(),
              logged.position(),
              new Presence.Change(after.lastEvent(), after.online())));
    }
    if (before != null && !before.state().pricePerHour().equals(after.pricePerHour())) {
      repricings.add(
          new ProviderTable.Repricing(
              event.workerId(), logged.position(), before.state().pricePerHour()));
    }
    ProviderReleased earned = event.earned();
    if (earned != null) {
      earnings.add(new ProviderTable.Earning(logged.position(), earned));
    }
  }

  @Override
  public void flush() {
    table.upsert(providers.changed());
    table.insert(earnings);
    table.insertPresence(presence);
    table.insertRepricings(repricings);
    providers.written();
    earnings.clear();
    presence.clear();
    repricings.clear();
  }

  @Override
  public void forget() {
    providers.forget();
    earnings.clear();
    presence.clear();
    repricings.clear();
  }
}
