package io.qubix.command.matching;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.JobLine;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.JobRank;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.event.ProviderHold;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.matching.market.OpenJob;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides the same as the order book, by looking at everything each time. */
final class NaiveBook {

  private final MatchingPolicy policy;
  private final JobOrder order;
  private final Clock clock;
  private final Map<JobId, OpenJob> jobs = new HashMap<>();
  private final Map<WorkerId, ProviderState> providers = new HashMap<>();
  private final Set<Object> givenAway = new HashSet<>();
  private final Map<WorkerId, List<Hold>> expected = new HashMap<>();
  private final Set<Object> refused = new HashSet<>();

  /** When a job of each line was matched last. */
  private final Map<JobLine, Instant> lastMatch = new HashMap<>();

  NaiveBook(MatchingPolicy policy, JobOrder order, Clock clock) {
    this.policy = policy;
    this.order = order;
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
        if (!after.waiting()) {
          lastMatch.merge(order.line(after), after.assignedAt(), NaiveBook::later);
        }
      }
      if (after == null
          || !after.waiting()
          || before != null && before.attempt() != after.attempt()) {
        givenAway.remove(id);
      }
      refused.remove(id);
      forgetLines();
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
    Deque<OpenJob> left =
        inOrder(
            jobs.values().stream().filter(job -> job.waiting() && !isEarly(job) && isIn(job.id())));
    while (!left.isEmpty()) {
      if (decide(left.remove(), free, decisions)) {
        free = free();
        left = inOrder(left.stream());
      }
    }
    return decisions;
  }

  private boolean isEarly(OpenJob job) {
    return job.notBefore() != null && job.notBefore().isAfter(clock.instant());
  }

  private Deque<OpenJob> inOrder(Stream<OpenJob> some) {
    Map<QubicAddress, Long> atWork = atWork();
    Map<JobId, JobRank> ranks = new HashMap<>();
    return some.sorted(
            Comparator.comparing(
                job ->
                    ranks.computeIfAbsent(job.id(), id -> order.rank(job, standing(job, atWork)))))
        .collect(toCollection(ArrayDeque::new));
  }

  private Map<QubicAddress, Long> atWork() {
    return jobs.values().stream()
        .filter(job -> !job.waiting() || givenAway.contains(job.id()))
        .collect(groupingBy(OpenJob::consumer, counting()));
  }

  private JobOrder.Standing standing(OpenJob job, Map<QubicAddress, Long> atWork) {
    return new JobOrder.Standing(
        atWork.getOrDefault(job.consumer(), 0L).intValue(),
        lastMatch.getOrDefault(order.line(job), Instant.MIN));
  }

  private DecisionReceipt.Turn turn(OpenJob job) {
    JobOrder.Standing standing = standing(job, atWork());
    return order == JobOrder.OLDEST
        ? new DecisionReceipt.Turn("oldest/1", job.priority(), null, null)
        : new DecisionReceipt.Turn(
            "fair/1", job.priority(), standing.atWork(), standing.waitsSince(job));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Forgets the lines in which no job is open. */
  private void forgetLines() {
    lastMatch.keySet().retainAll(jobs.values().stream().map(order::line).toList());
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
    ProviderState onTrial = onTrial(job, free);
    if (onTrial != null) {
      best.add(onTrial.workerId());
    }
    for (ProviderState provider : free) {
      if (provider == onTrial) {
        continue;
      }
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
          providers.values().stream().filter(ProviderState::coolsDown).toList();
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
      DecisionReceipt.Turn turn = turn(job);
      givenAway.add(job.id());
      lastMatch.merge(order.line(job), clock.instant(), NaiveBook::later);
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
              + leftOut
              + " in "
              + turn
              + (onTrial == null ? "" : " on trial"));
    }
    return !best.isEmpty();
  }

  /** Returns the new provider that gets the job before those that come first, if one does. */
  private @Nullable ProviderState onTrial(OpenJob job, List<ProviderState> free) {
    List<ProviderState> fit =
        free.stream().filter(provider -> policy.whyNot(job, provider) == null).toList();
    boolean isTenth = job.id().value().getLeastSignificantBits() % 10 == 0;
    if (!policy.name().equals("reliable") || job.attempt() > 1 || !isTenth || fit.isEmpty()) {
      return null;
    }
    ProviderState first = fit.get(0);
    long most = first.reputation().priceOfSuccess(first.pricePerHour()).micros();
    return fit.stream()
        .filter(provider -> provider.reputation().weight() < 4)
        .limit(1)
        .filter(provider -> provider != first && provider.pricePerHour().micros() <= most)
        .findFirst()
        .orElse(null);
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
    forgetLines();
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
