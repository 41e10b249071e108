package io.qubix.query.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.job.view.Stop;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.log.read.EventLog;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.poll.JobArrivals.Arrival;
import io.qubix.query.projection.Positions;
import io.qubix.runtime.memory.LargeAnswers;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Holds the polls of workers that wait for a job. A waiting poll needs no thread; when the node
 * stops, all are answered.
 */
@Component
@ForQueries
final class LongPolls implements PendingJobs, SmartLifecycle {

  /** The threads that look up arrived jobs; more would only wait for the database. */
  private static final int THREADS = 4;

  private static final LargeAnswers.Room NO_ROOM = stored -> false;

  private final JobQueries jobs;
  private final JobArrivals arrivals;
  private final Positions positions;
  private final EventLog log;
  private final LargeAnswers large;
  private final Sessions sessions;
  private final Set<CompletableFuture<List<JobView>>> held = ConcurrentHashMap.newKeySet();
  private final ExecutorService lookUps = VitalThreads.pool("long-poll", THREADS);
  private final Duration longest;
  private volatile boolean running;

  /**
   * @param longest a proxy commonly gives a request up after 60 s
   */
  LongPolls(
      JobQueries jobs,
      JobArrivals arrivals,
      Positions positions,
      EventLog log,
      LargeAnswers large,
      Sessions sessions,
      MeterRegistry registry,
      @Value("${qubix.polls.longest:55s}") Duration longest) {
    this.longest = longest;
    this.jobs = jobs;
    this.arrivals = arrivals;
    this.positions = positions;
    this.log = log;
    this.large = large;
    this.sessions = sessions;
    Gauge.builder("qubix.polls.held", held, Set::size)
        .description("Requests of this node whose workers wait for a job")
        .register(registry);
  }

  /**
   * A poll of a worker.
   *
   * @param session that the worker names, or null when it names none
   * @param except what is left out of the answer
   */
  private record Poll(
      WorkerId worker, @Nullable String session, AtWork except, LargeAnswers.Room room) {

    List<JobView> newOf(List<JobView> held) {
      return held.stream().filter(job -> !except.includes(job)).toList();
    }
  }

  @Override
  public CompletableFuture<List<JobView>> of(
      WorkerId worker, @Nullable String session, AtWork except, Duration patience) {
    return of(new Poll(worker, session, except, large.ofThisRequest()), patience);
  }

  @Override
  public List<Stop> takenFrom(WorkerId worker) {
    return arrivals.taken().from(worker);
  }

  /**
   * Answers with the jobs of several workers, as soon as one of them holds one, or when the time is
   * up. Leaves out large inputs: so many could be too much for memory.
   *
   * @param sessions of the workers that name one
   */
  CompletableFuture<Map<WorkerId, List<JobView>>> ofAll(
      Set<WorkerId> workers, Map<WorkerId, String> sessions, AtWork except, Duration patience) {
    Map<WorkerId, CompletableFuture<List<JobView>>> each = new LinkedHashMap<>();
    CompletableFuture<Map<WorkerId, List<JobView>>> answer = new CompletableFuture<>();
    answer.whenComplete((jobs, failure) -> each.values().forEach(poll -> poll.cancel(false)));
    try {
      for (WorkerId worker : workers) {
        each.put(worker, of(new Poll(worker, sessions.get(worker), except, NO_ROOM), patience));
      }
    } catch (RuntimeException e) {
      answer.cancel(false);
      throw e;
    }
    CompletableFuture<?>[] polls = each.values().toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(polls).thenRun(() -> answer.complete(held(each)));
    for (CompletableFuture<List<JobView>> poll : each.values()) {
      poll.whenComplete(
          (jobs, failure) -> {
            if (failure != null) {
              answer.completeExceptionally(failure);
            } else if (!jobs.isEmpty()) {
              answer.complete(held(each));
            }
          });
    }
    return answer;
  }

  private static Map<WorkerId, List<JobView>> held(
      Map<WorkerId, CompletableFuture<List<JobView>>> each) {
    Map<WorkerId, List<JobView>> held = new LinkedHashMap<>();
    each.forEach(
        (worker, poll) ->
            held.put(worker, poll.getNow(List.of()).stream().map(JobView::asInLists).toList()));
    return held;
  }

  /** Answers a poll, unless another machine has, or takes, the worker's id. */
  private CompletableFuture<List<JobView>> of(Poll poll, Duration patience) {
    if (poll.session() == null) {
      return answered(poll, patience);
    }
    // Requested before the session is verified, so that a takeover in between is not missed.
    CompletableFuture<WorkerId> registration = arrivals.nextRegistration(poll.worker());
    CompletableFuture<List<JobView>> answer;
    try {
      sessions.verify(poll.worker(), poll.session());
      answer = answered(poll, patience);
    } catch (RuntimeException e) {
      registration.cancel(false);
      throw e;
    }
    endAtTakeover(poll, registration, answer);
    return answer;
  }

  private void endAtTakeover(
      Poll poll,
      CompletableFuture<WorkerId> registration,
      CompletableFuture<List<JobView>> answer) {
    answer.whenComplete((jobs, failure) -> registration.cancel(false));
    registration.thenRunAsync(
        () -> {
          if (answer.isDone()) {
            return;
          }
          endAtTakeover(poll, arrivals.nextRegistration(poll.worker()), answer);
          // What remembers sessions may hear of the registration after this.
          sessions.forget(poll.worker());
          try {
            sessions.verify(poll.worker(), poll.session());
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        },
        lookUps);
  }

  private CompletableFuture<List<JobView>> answered(Poll poll, Duration patience) {
    // Requested before the look-up, so that an assignment in between is not missed.
    CompletableFuture<Arrival> arrival = arrivals.next(poll.worker());
    boolean mayWait = running && !patience.isZero();
    if (mayWait && hasNothingNew(poll)) {
      return hold(poll, arrival, atMost(patience));
    }
    List<JobView> now;
    try {
      now = held(poll);
    } catch (RuntimeException e) {
      arrival.cancel(false);
      throw e;
    }
    if (!now.isEmpty() || !mayWait) {
      arrival.cancel(false);
      return CompletableFuture.completedFuture(now);
    }
    return hold(poll, arrival, atMost(patience));
  }

  /**
   * Answers from memory when this node knows what the worker holds, otherwise from the read model.
   */
  private List<JobView> held(Poll poll) {
    WorkerId worker = poll.worker();
    long head = log.head();
    List<JobView> known = arrivals.held(worker, head);
    return known == null
        ? poll.newOf(
            arrivals.learn(
                worker, heard -> jobs.pendingOf(worker, Math.max(head, heard), poll.room())))
        : poll.newOf(known).stream().map(jobs::named).toList();
  }

  private Duration atMost(Duration patience) {
    return patience.compareTo(longest) > 0 ? longest : patience;
  }

  /**
   * Returns whether the answer is empty as far as this node has heard. A job that it has not heard
   * of yet arrives later, so the store need not be asked before the time is up.
   */
  private boolean hasNothingNew(Poll poll) {
    List<JobView> held = arrivals.held(poll.worker(), 0);
    return held != null && poll.newOf(held).isEmpty();
  }

  /** Returns the number of waiting polls. */
  int count() {
    return held.size();
  }

  private CompletableFuture<List<JobView>> hold(
      Poll poll, CompletableFuture<Arrival> arrival, Duration patience) {
    CompletableFuture<List<JobView>> answer = new CompletableFuture<>();
    held.add(answer);
    CompletableFuture<Void> time =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    time.thenRunAsync(() -> answerAnyway(poll, answer), lookUps);
    answer.whenComplete(
        (jobs, failure) -> {
          time.cancel(false);
          held.remove(answer);
        });
    if (!running) {
      answer.complete(List.of());
    }
    await(poll, arrival, answer);
    return answer;
  }

  /**
   * Answers at the end of the time. If this node hears nothing of the log, the look-up finds out.
   */
  private void answerAnyway(Poll poll, CompletableFuture<List<JobView>> answer) {
    if (!answer.isDone()) {
      complete(answer, () -> held(poll));
    }
  }

  private void await(
      Poll poll, CompletableFuture<Arrival> arrival, CompletableFuture<List<JobView>> answer) {
    answer.whenComplete((jobs, failure) -> arrival.cancel(false));
    arrival.thenAccept(
        told -> {
          if (told.job() == null || poll.except().includes(told.job())) {
            // No thread waits for the read model; otherwise a few slow polls would hold up all
            // others.
            positions
                .reaching(JobQueries.PROJECTION, told.position())
                .thenRunAsync(() -> lookUp(poll, told.position(), answer), lookUps);
          } else {
            hand(told.job(), answer);
          }
        });
  }

  /** Answers on this thread, which must not block, if the user's name is in memory. */
  private void hand(JobView job, CompletableFuture<List<JobView>> answer) {
    if (jobs.isNameAtHand(job)) {
      handNamed(job, answer);
    } else {
      lookUps.execute(() -> handNamed(job, answer));
    }
  }

  private void handNamed(JobView job, CompletableFuture<List<JobView>> answer) {
    complete(answer, () -> List.of(jobs.named(job)));
  }

  private static void complete(
      CompletableFuture<List<JobView>> answer, Supplier<List<JobView>> found) {
    try {
      answer.complete(found.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private void lookUp(Poll poll, long position, CompletableFuture<List<JobView>> answer) {
    if (answer.isDone()) {
      return;
    }
    CompletableFuture<Arrival> arrival = arrivals.next(poll.worker());
    try {
      List<JobView> now = poll.newOf(jobs.pendingOf(poll.worker(), position, poll.room()));
      if (!now.isEmpty()) {
        answer.complete(now);
      }
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    if (answer.isDone()) {
      arrival.cancel(false);
    } else {
      // The job is already gone: cancelled, or completed.
      await(poll, arrival, answer);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    held.forEach(answer -> answer.complete(List.of()));
    lookUps.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
