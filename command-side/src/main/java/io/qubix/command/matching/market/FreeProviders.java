package io.qubix.command.matching.market;

import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.DecisionReceipt.LeftOut;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Probation;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
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
  private final Map<String, DominanceTree<ProviderState>> byWord = new HashMap<>();
  private final MatchingPolicy policy;
  private final Steps steps;

  public FreeProviders(MatchingPolicy policy, Steps steps) {
    this.policy = policy;
    this.steps = steps;
    bestFirst = new TreeSet<>(policy.providers());
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
    for (String word : findable(provider)) {
      byWord
          .computeIfAbsent(word, key -> new DominanceTree<>(policy.providers(), steps))
          .add(Measures.offered(provider), provider);
    }
  }

  public void remove(WorkerId worker) {
    ProviderState old = byId.remove(worker);
    if (old != null) {
      bestFirst.remove(old);
      for (String word : findable(old)) {
        byWord.computeIfPresent(
            word,
            (key, tree) -> {
              tree.remove(Measures.offered(old), old);
              return tree.isEmpty() ? null : tree;
            });
      }
    }
  }

  private Set<String> findable(ProviderState provider) {
    return Words.findable(provider, policy.hasProbation() && Probation.isNew(provider));
  }

  /** Returns the provider that fits the job and gets it. */
  public @Nullable ProviderState bestFor(OpenJob job) {
    ProviderState first = firstFor(job, /* onlyNew= */ false);
    if (first == null || !policy.hasProbation() || !Probation.isFor(job)) {
      return first;
    }
    ProviderState newcomer = firstFor(job, /* onlyNew= */ true);
    return newcomer != null && Probation.mayComeBefore(first, newcomer) ? newcomer : first;
  }

  private @Nullable ProviderState firstFor(OpenJob job, boolean onlyNew) {
    List<WorkerId> only = job.requirements().onlyProviders();
    return only.isEmpty() ? firstOfAll(job, onlyNew) : firstOf(only, job, onlyNew);
  }

  private @Nullable ProviderState firstOf(List<WorkerId> workers, OpenJob job, boolean onlyNew) {
    return workers.stream()
        .peek(worker -> steps.take())
        .map(byId::get)
        .filter(provider -> provider != null && policy.whyNot(job, provider) == null)
        .filter(provider -> !onlyNew || Probation.isNew(provider))
        .min(policy.providers())
        .orElse(null);
  }

  /** Searches where the fewest providers are found. */
  private @Nullable ProviderState firstOfAll(OpenJob job, boolean onlyNew) {
    List<String> fewest =
        Words.ways(job).stream()
            .map(words -> onlyNew ? words.stream().map(Words::ofNew).toList() : words)
            .min(Comparator.comparingInt(this::found))
            .orElseThrow();
    ProviderState best = null;
    for (String word : fewest) {
      DominanceTree<ProviderState> tree = byWord.get(word);
      if (tree != null) {
        best =
            tree.first(Measures.asked(job), provider -> policy.whyNot(job, provider) == null, best);
      }
    }
    return best;
  }

  private int found(List<String> words) {
    return words.stream()
        .map(byWord::get)
        .filter(Objects::nonNull)
        .mapToInt(DominanceTree::size)
        .sum();
  }

  /** Explains why the job goes to the best provider that fits it. */
  public DecisionReceipt receipt(
      OpenJob job, ProviderState winner, CoolingProviders cooling, DecisionReceipt.Turn turn) {
    List<Candidate> best = new ArrayList<>(BEST);
    List<LeftOut> examples = new ArrayList<>(EXAMPLES);
    Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
    int lookedAt = 0;
    boolean isTrial =
        policy.hasProbation()
            && Probation.isFor(job)
            && !winner.equals(firstFor(job, /* onlyNew= */ false));
    if (isTrial) {
      best.add(Candidate.of(winner, policy.scores()));
    }
    for (ProviderState provider : bestFirst) {
      if (best.size() == BEST || lookedAt == LOOKED_AT) {
        break;
      }
      if (isTrial && provider.equals(winner)) {
        continue;
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
          examples.add(new LeftOut(provider.workerId(), reason, null));
        }
      }
    }
    if (best.isEmpty()) {
      best.add(Candidate.of(winner, policy.scores()));
    }
    List<ProviderState> passedOver = cooling.passedOver(job, winner);
    if (!passedOver.isEmpty()) {
      leftOut.put(Reason.COOLING_DOWN, passedOver.size());
    }
    for (ProviderState provider : passedOver) {
      if (examples.size() < EXAMPLES) {
        examples.add(
            new LeftOut(provider.workerId(), Reason.COOLING_DOWN, provider.rest().coolingUntil()));
      }
    }
    int considered = size() + cooling.size();
    return new DecisionReceipt(
        policy.version(), considered, best, leftOut, examples, turn, isTrial ? true : null);
  }
}
