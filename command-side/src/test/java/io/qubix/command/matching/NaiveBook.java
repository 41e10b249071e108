package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderHold;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Decides the same as the order book, by looking at everything each time. */
final class NaiveBook {

  private final MatchingPolicy policy;
  private final Clock clock;
  private final Map<JobId, OpenJob> jobs = new HashMap<>();
  private final Map<WorkerId, ProviderState> providers = new HashMap<>();
  private final Set<Object> givenAway = new HashSet<>();
  private final Map<WorkerId, List<Hold>> expected = new HashMap<>();
  private final Set<Object> refused = new HashSet<>();

  NaiveBook(MatchingPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  void apply(Object event) {
    if (event instanceof JobEvent jobEvent) {
      JobId id = jobEvent.jobId();
      OpenJob before = jobs.get(id);
      OpenJob after = OpenJob.after(before, jobEvent);
      jobs.remove(id);
      if (after != null) {
        jobs.put(id, after);
      }
      if (after == null
          || !after.waiting()
          || before != null && before.attempt() != after.attempt()) {
        givenAway.remove(id);
      }
      refused.remove(id);
    } else if (event instanceof ProviderEvent providerEvent) {
      WorkerId id = providerEvent.workerId();
      ProviderState after = ProviderState.after(providers.get(id), providerEvent);
      providers.remove(id);
      if (after.deregisteredAt() == null) {
        providers.put(id, after);
      }
      boolean wasExpected = event instanceof ProviderHold of && expected(id).remove(of.hold());
      if (!wasExpected || event instanceof ProviderReleased) {
        refused.remove(id);
      }
    }
  }

  List<String> match() {
    List<String> decisions = new ArrayList<>();
    List<ProviderState> free = free();
    for (OpenJob job : jobs.values().stream().sorted(policy.jobs()).toList()) {
      boolean isEarly = job.notBefore() != null && job.notBefore().isAfter(clock.instant());
      if (job.waiting() && !isEarly && isIn(job.id())) {
        if (decide(job, free, decisions)) {
          free = free();
        }
      }
    }
    return decisions;
  }

  private List<ProviderState> free() {
    return providers.values().stream()
        .filter(provider -> isIn(provider.workerId()))
        .map(this::asExpected)
        .filter(ProviderState::isAvailable)
        .sorted(policy.providers())
        .toList();
  }

  /** Returns whether a provider got the job. */
  private boolean decide(OpenJob job, List<ProviderState> free, List<String> decisions) {
    List<WorkerId> best = new ArrayList<>();
    Map<Reason, Integer> leftOut = new TreeMap<>();
    for (ProviderState provider : free) {
      Reason reason = policy.whyNot(job, provider);
      if (reason != null) {
        leftOut.merge(reason, 1, Integer::sum);
      } else if (best.size() < 3) {
        best.add(provider.workerId());
      }
      if (best.size() == 3) {
        break;
      }
    }
    if (!best.isEmpty()) {
      List<ProviderState> cooling =
          providers.values().stream().filter(ProviderState::isCoolingDown).toList();
      ProviderState winner = asExpected(providers.get(best.get(0)));
      int passedOver =
          (int)
              cooling.stream()
                  .filter(provider -> policy.providers().compare(provider, winner) < 0)
                  .filter(provider -> policy.whyNot(job, provider) == null)
                  .count();
      if (passedOver > 0) {
        leftOut.put(Reason.COOLING_DOWN, passedOver);
      }
      givenAway.add(job.id());
      expected(best.get(0)).add(new Hold(job.id(), job.attempt()));
      decisions.add(
          job.id()
              + "/"
              + job.attempt()
              + " → "
              + best
              + " of "
              + (free.size() + cooling.size())
              + " without "
              + leftOut);
    }
    return !best.isEmpty();
  }

  void refused(Object who, Match match) {
    refused.add(who);
    takeBack(match);
  }

  private void takeBack(Match match) {
    givenAway.remove(match.job().id());
    expected(match.provider().workerId()).remove(match.hold());
  }

  private List<Hold> expected(WorkerId worker) {
    return expected.computeIfAbsent(worker, first -> new ArrayList<>());
  }

  private ProviderState asExpected(ProviderState provider) {
    ProviderState later = provider;
    for (Hold hold : expected(provider.workerId())) {
      later = later.with(hold);
    }
    return later;
  }

  /** The job never came to be. */
  void takenBack(Match match) {
    jobs.remove(match.job().id());
    takeBack(match);
  }

  /** What the provider holds, by the events so far. */
  List<Hold> holds(WorkerId worker) {
    ProviderState provider = providers.get(worker);
    return provider == null ? List.of() : provider.holds();
  }

  private boolean isIn(Object id) {
    return !givenAway.contains(id) && !refused.contains(id);
  }
}
