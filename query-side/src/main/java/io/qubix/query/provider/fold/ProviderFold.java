package io.qubix.query.provider.fold;

import io.qubix.api.job.event.JobEvent;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderStateBuilder;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.row.Rows;
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
  private final List<ProviderTable.Presence> presence = new ArrayList<>();
  private final List<ProviderTable.Repricing> repricings = new ArrayList<>();
  private final List<ProviderTable.Past> past = new ArrayList<>();

  ProviderFold(ProviderTable table) {
    this.table = table;
    this.providers = new Rows<>(table::read);
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return ProviderEvent.class.isAssignableFrom(eventType)
        || MovesMoney.class.isAssignableFrom(eventType);
  }

  @Override
  public void prepare(List<LoggedEvent> events) {
    Set<WorkerId> needed = new HashSet<>();
    for (LoggedEvent logged : events) {
      WorkerId worker = workerOf(logged);
      if (worker != null) {
        needed.add(worker);
      }
    }
    providers.prepare(needed);
  }

  private static @Nullable WorkerId workerOf(LoggedEvent logged) {
    ProviderEvent event = logged.as(ProviderEvent.class);
    if (event != null) {
      return event.workerId();
    }
    MovesMoney money = logged.as(MovesMoney.class);
    return money == null ? null : money.transaction().worker();
  }

  @Override
  public void apply(LoggedEvent logged) {
    ProviderEvent event = logged.as(ProviderEvent.class);
    if (event != null) {
      apply(event, logged.position());
    }
    MovesMoney money = logged.as(MovesMoney.class);
    if (money != null) {
      JobEvent ofJob = logged.as(JobEvent.class);
      int jobs = ofJob != null && ofJob.completesJob() ? 1 : 0;
      earn(money.transaction(), jobs, logged.position());
    }
  }

  private void apply(ProviderEvent event, long position) {
    ProviderTable.@Nullable Row before = providers.get(event.workerId());
    ProviderState after = ProviderState.after(before == null ? null : before.state(), event);
    if (before != null) {
      // The totals follow the transactions.
      after = withTotals(after, before.state().totalJobs(), before.state().totalEarnings());
    }
    long created = before == null ? position : before.created();
    providers.put(event.workerId(), new ProviderTable.Row(created, after));
    boolean wasOnline = before != null && before.state().online();
    if (after.online() != wasOnline) {
      presence.add(
          new ProviderTable.Presence(
              event.workerId(), position, after.lastEvent(), after.online()));
    }
    if (before != null && !before.state().pricePerHour().equals(after.pricePerHour())) {
      repricings.add(
          new ProviderTable.Repricing(event.workerId(), position, before.state().pricePerHour()));
    }
    if (before != null && !before.state().isSameButForJobs(after)) {
      past.add(new ProviderTable.Past(position, before.state()));
    }
  }

  /**
   * @param jobs how many jobs the worker completed with it
   */
  private void earn(Transaction money, int jobs, long position) {
    WorkerId worker = money.worker();
    if (worker == null) {
      return;
    }
    ProviderTable.Row row = providers.get(worker);
    if (row == null) {
      throw new IllegalArgumentException("The worker that earns is not known");
    }
    ProviderState before = row.state();
    Money earned = money.earned();
    ProviderState after =
        withTotals(before, before.totalJobs() + jobs, before.totalEarnings().plus(earned));
    providers.put(worker, new ProviderTable.Row(row.created(), after));
    earnings.add(
        new ProviderTable.Earning(position, worker, money.job(), jobs, earned, money.at()));
  }

  private static ProviderState withTotals(ProviderState provider, long jobs, Sum earnings) {
    return ProviderStateBuilder.builder(provider).totalJobs(jobs).totalEarnings(earnings).build();
  }

  @Override
  public void flush() {
    table.upsert(providers.changed());
    table.insert(earnings);
    table.insertPresence(presence);
    table.insertRepricings(repricings);
    table.insertPast(past);
    providers.written();
    earnings.clear();
    presence.clear();
    repricings.clear();
    past.clear();
  }

  @Override
  public void forget() {
    providers.forget();
    earnings.clear();
    presence.clear();
    repricings.clear();
    past.clear();
  }
}
