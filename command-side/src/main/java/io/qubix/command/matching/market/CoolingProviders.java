package io.qubix.command.matching.market;

import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The providers that would take jobs if they did not cool down, best first. */
public final class CoolingProviders {

  /** The number of providers that are compared with a job: a receipt must not cost much. */
  private static final int LOOKED_AT = 64;

  private final Map<WorkerId, ProviderState> byId = new HashMap<>();
  private final NavigableSet<ProviderState> bestFirst;
  private final MatchingPolicy policy;

  public CoolingProviders(MatchingPolicy policy) {
    this.policy = policy;
    this.bestFirst = new TreeSet<>(policy.providers());
  }

  public void put(ProviderState provider) {
    remove(provider.workerId());
    byId.put(provider.workerId(), provider);
    bestFirst.add(provider);
  }

  public void remove(WorkerId worker) {
    ProviderState old = byId.remove(worker);
    if (old != null) {
      bestFirst.remove(old);
    }
  }

  int size() {
    return byId.size();
  }

  /** Returns those that fit the job and come before the provider that gets it, best first. */
  List<ProviderState> passedOver(OpenJob job, ProviderState winner) {
    return bestFirst.headSet(winner).stream()
        .limit(LOOKED_AT)
        .filter(provider -> policy.whyNot(job, provider) == null)
        .toList();
  }
}
