package io.qubix.command.matching.market;

import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.DecisionReceipt.LeftOut;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The available providers, best first. */
public final class FreeProviders {

  /** The number of best providers in a receipt. */
  private static final int BEST = 3;

  /** The number of left-out providers that a receipt names. */
  private static final int EXAMPLES = 5;

  /** The number of providers that a receipt examines: it must not cost more than the decision. */
  private static final int LOOKED_AT = 256;

  private final Map<WorkerId, ProviderState> byId = new HashMap<>();
  private final NavigableSet<ProviderState> bestFirst;
  private final DominanceTree<ProviderState> byMeasures;
  private final MatchingPolicy policy;
  private final Steps steps;

  public FreeProviders(MatchingPolicy policy, Steps steps) {
    this.policy = policy;
    this.steps = steps;
    bestFirst = new TreeSet<>(policy.providers());
    byMeasures = new DominanceTree<>(policy.providers(), steps);
  }

  public int size() {
    return byId.size();
  }

  public @Nullable ProviderState get(WorkerId worker) {
    return byId.get(worker);
  }

  public void put(ProviderState provider) {
    remove(provider.workerId());
    byId.put(provider.workerId(), provider);
    bestFirst.add(provider);
    byMeasures.add(Measures.offered(provider), provider);
  }

  public void remove(WorkerId worker) {
    ProviderState old = byId.remove(worker);
    if (old != null) {
      bestFirst.remove(old);
      byMeasures.remove(Measures.offered(old), old);
    }
  }

  /** Returns the best provider that fits the job. */
  public @Nullable ProviderState bestFor(OpenJob job) {
    return byMeasures.first(
        Measures.asked(job), provider -> policy.whyNot(job, provider) == null, /* best= */ null);
  }

  /** Explains why the job goes to the best provider that fits it. */
  public DecisionReceipt receipt(OpenJob job, ProviderState winner) {
    List<Candidate> best = new ArrayList<>(BEST);
    List<LeftOut> examples = new ArrayList<>(EXAMPLES);
    Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
    int lookedAt = 0;
    for (ProviderState provider : bestFirst) {
      if (best.size() == BEST || lookedAt == LOOKED_AT) {
        break;
      }
      steps.take();
      Reason reason = policy.whyNot(job, provider);
      if (reason != null && policy.isFinal(reason)) {
        leftOut.put(reason, bestFirst.size() - lookedAt);
        break;
      }
      lookedAt++;
      if (reason == null) {
        best.add(Candidate.of(provider, policy.scores()));
      } else {
        leftOut.merge(reason, 1, Integer::sum);
        if (examples.size() < EXAMPLES) {
          examples.add(new LeftOut(provider.workerId(), reason));
        }
      }
    }
    if (best.isEmpty()) {
      best.add(Candidate.of(winner, policy.scores()));
    }
    return new DecisionReceipt(policy.version(), size(), best, leftOut, examples);
  }
}
