package io.qubix.command.matching.market;

import io.qubix.api.provider.Hold;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderHold;
import io.qubix.api.provider.view.ProviderState;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The matches whose events are still to come: until then each takes a slot of its provider here, so
 * that no slot is given away twice.
 */
public final class ExpectedHolds {

  private final Map<WorkerId, Set<Hold>> byWorker = new HashMap<>();

  public void add(WorkerId worker, Hold hold) {
    byWorker.computeIfAbsent(worker, first -> new LinkedHashSet<>()).add(hold);
  }

  /** Returns whether the hold was expected. */
  public boolean remove(WorkerId worker, Hold hold) {
    Set<Hold> holds = byWorker.getOrDefault(worker, Set.of());
    boolean expected = holds.contains(hold) && holds.remove(hold);
    if (holds.isEmpty()) {
      byWorker.remove(worker);
    }
    return expected;
  }

  /** Notes an event of a provider. Returns whether it tells only what was expected. */
  public boolean meets(ProviderEvent event) {
    return event instanceof ProviderHold hold
        && remove(hold.workerId(), hold.hold())
        && hold.takes();
  }

  /** Returns the provider as it is once the expected events have come. */
  public ProviderState with(ProviderState provider) {
    ProviderState expected = provider;
    for (Hold hold : byWorker.getOrDefault(provider.workerId(), Set.of())) {
      expected = expected.with(hold);
    }
    return expected;
  }
}
