package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.EndOverdue;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.market.MarketEvent;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.WakeProvider;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.Candidates;
import io.qubix.command.matching.market.CoolingProviders;
import io.qubix.command.matching.market.ExpectedHolds;
import io.qubix.command.matching.market.FreeProviders;
import io.qubix.command.matching.market.HeldBack;
import io.qubix.command.matching.market.OpenJob;
import io.qubix.command.matching.market.Steps;
import io.qubix.command.matching.market.Turns;
import io.qubix.command.matching.market.Turns.LastMatch;
import io.qubix.command.matching.market.WaitingJobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open jobs and the free providers, as of the events read so far. An order says which job comes
 * first, and a policy which provider is the best that fits it.
 *
 * <p>Between two calls of {@link #match} no open job fits a free provider, so only what became
 * fresh since then must be examined. A matched job stays out of the book, and takes a slot of its
 * provider, until events confirm the match, or until a refusal is noted. Each call is atomic: jobs
 * may be created while the book is matched.
 */
final class OrderBook {

  private final Map<JobId, OpenJob> jobs = new HashMap<>();
  private final Map<WorkerId, ProviderState> providers = new HashMap<>();
  private final InFlight<JobId> absentJobs = new InFlight<>();
  private final InFlight<WorkerId> absentProviders = new InFlight<>();
  private final ExpectedHolds expected = new ExpectedHolds();
  private final Steps steps = new Steps();
  private final Turns turns;
  private final WaitingJobs waiting;
  private final FreeProviders free;
  private final CoolingProviders cooling;
  private final Set<JobId> freshJobs = new LinkedHashSet<>();
  private final Set<WorkerId> freshProviders = new LinkedHashSet<>();
  private final Unmatched unmatched = new Unmatched();
  private final Set<JobId> changedJobs = new HashSet<>();
  private final Set<WorkerId> changedProviders = new HashSet<>();
  private final HeldBack<JobId> later = new HeldBack<>();
  private final HeldBack<JobId> deadlines = new HeldBack<>();
  private final HeldBack<WorkerId> resting = new HeldBack<>();
  private final Clock clock;

  /** Whether no job is assigned for now. */
  private boolean paused;

  /** The time of the running or last match. */
  private Instant now;

  private volatile long position;

  private OrderBook(MatchingPolicy policy, JobOrder order, Clock clock) {
    this.clock = clock;
    this.now = clock.instant();
    this.turns = new Turns(order);
    this.waiting = new WaitingJobs(policy, turns, steps);
    this.free = new FreeProviders(policy, steps);
    this.cooling = new CoolingProviders(policy);
  }

  /** Makes a book as of a position of the log; everything in it is fresh. */
  static OrderBook of(
      MatchingPolicy policy,
      JobOrder order,
      Clock clock,
      long position,
      Collection<OpenJob> jobs,
      Collection<ProviderState> providers) {
    OrderBook book = new OrderBook(policy, order, clock);
    book.position = position;
    for (OpenJob job : jobs) {
      book.jobs.put(job.id(), job);
      book.turns.follow(null, job);
      book.setDeadline(job.id(), job);
      book.refresh(job.id());
    }
    for (ProviderState provider : providers) {
      book.providers.put(provider.workerId(), provider);
      book.setRest(provider.workerId(), provider);
      book.refresh(provider.workerId());
    }
    return book;
  }

  /**
   * Returns after how long something may be matched that is held back, or some time is over, or
   * null for never.
   */
  synchronized @Nullable Duration dueIn() {
    return Stream.of(paused ? null : later.first(), deadlines.first(), resting.first())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(first -> Duration.between(clock.instant(), first))
        .orElse(null);
  }

  /**
   * Removes and returns the jobs whose time may be over.
   *
   * @param most how many of them; the rest is kept for the next call
   */
  synchronized List<EndOverdue> drainOverdue(int most) {
    return deadlines.due(clock.instant(), most).stream().map(EndOverdue::new).toList();
  }

  /** Notes that the job has time until then. */
  synchronized void hasTime(JobId id, Instant until) {
    if (jobs.containsKey(id) && until.isBefore(Instant.MAX)) {
      deadlines.put(id, until);
    }
  }

  /**
   * Removes and returns the providers whose rest may be over.
   *
   * @param most how many of them; the rest is kept for the next call
   */
  synchronized List<WakeProvider> drainRested(int most) {
    return resting.due(clock.instant(), most).stream().map(WakeProvider::new).toList();
  }

  /** Notes that the provider rests until then. */
  synchronized void rests(WorkerId worker, Instant until) {
    if (providers.containsKey(worker)) {
      resting.put(worker, until);
    }
  }

  synchronized boolean isPaused() {
    return paused;
  }

  /** Returns the position of the last applied event. */
  long position() {
    return position;
  }

  synchronized int openJobs() {
    return waiting.size();
  }

  synchronized int freeProviders() {
    return free.size();
  }

  /** Returns the number of places examined since the book was made. */
  synchronized long steps() {
    return steps.taken();
  }

  /**
   * Applies an event.
   *
   * @param at its position, not before that of the last one; events that an upcaster made of one
   *     share a position
   */
  synchronized void apply(long at, Object event) {
    position = at;
    if (event instanceof JobEvent jobEvent) {
      apply(jobEvent);
    } else if (event instanceof ProviderEvent providerEvent) {
      apply(providerEvent);
    } else if (event instanceof MarketEvent marketEvent) {
      apply(marketEvent);
    }
  }

  /** Lets those back in whose refusal was not explained by the events read since then. */
  synchronized void forgiveUnexplainedRefusals() {
    absentJobs.passed(position).forEach(this::refresh);
    absentProviders.passed(position).forEach(this::refresh);
  }

  /**
   * Decides all possible matches, in the order of jobs.
   *
   * @param most the most matches; the rest stays fresh for the next call
   */
  synchronized List<Match> match(int most) {
    if (paused) {
      return List.of();
    }
    now = clock.instant();
    later.due(now, Integer.MAX_VALUE).forEach(this::refresh);
    Candidates candidates = new Candidates(turns, waiting, free, freshJobs, freshProviders);
    freshJobs.clear();
    freshProviders.clear();
    List<Match> matches = new ArrayList<>();
    while (matches.size() < most) {
      OpenJob job = candidates.next();
      if (job == null) {
        return matches;
      }
      ProviderState best = free.bestFor(job);
      if (best == null) {
        unmatched.note(job);
      } else {
        matches.add(taken(job, best));
      }
    }
    candidates.drainTo(freshJobs, freshProviders);
    return matches;
  }

  /**
   * Decides on a job that is being created, before its event is read.
   *
   * @return null when it has to wait for its event: the market is paused, it is not due, no
   *     provider fits, or older jobs come first
   */
  synchronized @Nullable Match matchNew(JobCreated created) {
    if (paused || !freshJobs.isEmpty() || !freshProviders.isEmpty()) {
      return null;
    }
    OpenJob job = OpenJob.created(created);
    boolean isAnotherDue = later.first() != null && !later.first().isAfter(clock.instant());
    if (job.notBefore() != null || isAnotherDue) {
      return null;
    }
    ProviderState best = free.bestFor(job);
    return best == null ? null : taken(job, best);
  }

  /** Puts job and provider back, because the creation failed. */
  synchronized void takeBack(Match match) {
    absentJobs.isBack(match.job().id());
    refresh(match.job().id());
    freeSlot(match);
  }

  /** Puts the job back: its provider is not free, as later events will explain. */
  synchronized void refusedByProvider(Match match, long head) {
    absentProviders.refused(match.provider().workerId(), head);
    freeSlot(match);
    absentJobs.isBack(match.job().id());
    refresh(match.job().id());
  }

  /** Puts the provider back: the job no longer waits, as later events will explain. */
  synchronized void refusedByJob(Match match, long head) {
    absentJobs.refused(match.job().id(), head);
    freeSlot(match);
    // Should the refusal be mistaken, this brings the event that lets the job back in.
    unmatched.note(match.job());
  }

  /**
   * Returns the jobs that no provider fits and for which that is not yet recorded, once for each
   * attempt.
   *
   * @param most how many of them; the rest is kept for the next call
   */
  synchronized List<LeaveJobWaiting> drainUnmatched(int most) {
    return unmatched.drain(most);
  }

  /** Returns the changes since the last call. */
  synchronized BookChanges drainChanges() {
    BookChanges changes = BookChanges.of(changedJobs, jobs, changedProviders, providers);
    changedJobs.clear();
    changedProviders.clear();
    return changes;
  }

  /** Returns when lines of jobs were matched last, to be stored beside the changes. */
  synchronized List<LastMatch> lastMatches() {
    return turns.lastMatches();
  }

  /** Takes over what {@link #lastMatches} and {@link #isPaused} returned. */
  synchronized void resume(List<LastMatch> matches, boolean wasPaused) {
    turns.resume(matches);
    paused = wasPaused;
  }

  /** Returns the whole book, as if all of it had changed. */
  synchronized BookChanges drainAll() {
    changedJobs.addAll(jobs.keySet());
    changedProviders.addAll(providers.keySet());
    return drainChanges();
  }

  private void apply(JobEvent event) {
    JobId id = event.jobId();
    OpenJob before = jobs.get(id);
    OpenJob after = OpenJob.after(before, event);
    if (after == null) {
      jobs.remove(id);
    } else {
      jobs.put(id, after);
    }
    turns.follow(before, after);
    if (before == null ? after != null : !before.equals(after)) {
      changedJobs.add(id);
    }
    boolean isNextAttempt = before != null && after != null && before.attempt() != after.attempt();
    boolean confirms = after == null || !after.waiting() || isNextAttempt;
    if (confirms) {
      unmatched.forget(id);
    }
    setDeadline(id, after);
    absentJobs.heardOf(id, confirms);
    refresh(id);
  }

  private void apply(MarketEvent event) {
    paused = event.pauses();
  }

  private void apply(ProviderEvent event) {
    WorkerId worker = event.workerId();
    ProviderState before = providers.get(worker);
    if (before == null && !ProviderState.canBegin(event)) {
      // It has left the market.
      return;
    }
    ProviderState after = ProviderState.after(before, event);
    if (after.deregisteredAt() == null) {
      providers.put(worker, after);
    } else {
      providers.remove(worker);
    }
    changedProviders.add(worker);
    setRest(worker, after);
    boolean wasExpected = expected.meets(event);
    if (!wasExpected) {
      // It explains a refusal, which an expected event does not.
      absentProviders.heardOf(worker, false);
    }
    refresh(worker, !wasExpected);
  }

  private void setDeadline(JobId id, @Nullable OpenJob job) {
    Instant deadline = job == null ? null : job.deadline();
    if (deadline == null) {
      deadlines.remove(id);
    } else {
      deadlines.put(id, deadline);
    }
  }

  private void setRest(WorkerId worker, ProviderState provider) {
    Instant end = provider.rest().endsAt();
    if (end == null) {
      resting.remove(worker);
    } else {
      resting.put(worker, end);
    }
    if (provider.coolsDown()) {
      cooling.put(provider);
    } else {
      cooling.remove(worker);
    }
  }

  private void refresh(JobId id) {
    OpenJob job = jobs.get(id);
    OpenJob listed = waiting.get(id);
    boolean isOut = job == null || !job.waiting() || absentJobs.contains(id);
    boolean isEarly = !isOut && job.notBefore() != null && job.notBefore().isAfter(now);
    if (isEarly) {
      later.put(id, job.notBefore());
    } else {
      later.remove(id);
    }
    if (isOut || isEarly) {
      waiting.remove(id);
      freshJobs.remove(id);
    } else if (!job.equals(listed)) {
      waiting.put(job);
      if (listed == null || !job.asksTheSameAs(listed)) {
        freshJobs.add(id);
      }
    }
  }

  private void refresh(WorkerId worker) {
    refresh(worker, true);
  }

  /**
   * @param mayFitMore false when it only holds one attempt more than before, so that no job fits
   *     which did not before
   */
  private void refresh(WorkerId worker, boolean mayFitMore) {
    ProviderState known = providers.get(worker);
    ProviderState provider = known == null ? null : expected.with(known);
    ProviderState listed = free.get(worker);
    if (provider == null || !provider.isAvailable() || absentProviders.contains(worker)) {
      free.remove(worker);
      freshProviders.remove(worker);
    } else if (!provider.equals(listed)) {
      free.put(provider);
      if (mayFitMore || listed == null) {
        freshProviders.add(worker);
      }
    }
  }

  private void freeSlot(Match match) {
    turns.gaveBack(match.job());
    expected.remove(match.provider().workerId(), match.hold());
    refresh(match.provider().workerId());
  }

  private Match taken(OpenJob job, ProviderState provider) {
    Match match = new Match(job, provider, free.receipt(job, provider, cooling, turns.of(job)));
    turns.took(job, clock.instant());
    unmatched.matched(job.id());
    absentJobs.givenAway(job.id());
    expected.add(provider.workerId(), match.hold());

    refresh(job.id());
    refresh(provider.workerId(), false);
    return match;
  }
}
