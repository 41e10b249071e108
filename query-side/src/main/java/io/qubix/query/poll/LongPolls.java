package io.qubix.query.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
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
      MeterRegistry registry,
      @Value("${qubix.polls.longest:55s}") Duration longest) {
    this.longest = longest;
    this.jobs = jobs;
    this.arrivals = arrivals;
    this.positions = positions;
    this.log = log;
    this.large = large;
    Gauge.builder("qubix.polls.held", held, Set::size)
        .description("Requests of this node whose workers wait for a job")
        .register(registry);
  }

  @Override
  public CompletableFuture<List<JobView>> of(WorkerId worker, Duration patience) {
    return of(worker, patience, large.ofThisRequest());
  }

  /**
   * Answers with the jobs of several workers, as soon as one of them holds one, or when the time is
   * up. Leaves out large inputs: so many could be too much for memory.
   */
  CompletableFuture<Map<WorkerId, List<JobView>>> ofAll(Set<WorkerId> workers, Duration patience) {
    Map<WorkerId, CompletableFuture<List<JobView>>> each = new LinkedHashMap<>();
    CompletableFuture<Map<WorkerId, List<JobView>>> answer = new CompletableFuture<>();
    answer.whenComplete((jobs, failure) -> each.values().forEach(poll -> poll.cancel(false)));
    try {
      workers.forEach(worker -> each.put(worker, of(worker, patience, NO_ROOM)));
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

  private CompletableFuture<List<JobView>> of(
      WorkerId worker, Duration patience, LargeAnswers.Room room) {
    // Requested before the look-up, so that an assignment in between is not missed.
    CompletableFuture<Arrival> arrival = arrivals.next(worker);
    boolean mayWait = running && !patience.isZero();
    if (mayWait && isIdle(worker)) {
      return hold(worker, room, arrival, atMost(patience));
    }
    List<JobView> now;
    try {
      now = held(worker, room);
    } catch (RuntimeException e) {
      arrival.cancel(false);
      throw e;
    }
    if (!now.isEmpty() || !mayWait) {
      arrival.cancel(false);
      return CompletableFuture.completedFuture(now);
    }
    return hold(worker, room, arrival, atMost(patience));
  }

  /**
   * Answers from memory when this node knows what the worker holds, otherwise from the read model.
   */
  private List<JobView> held(WorkerId worker, LargeAnswers.Room room) {
    long head = log.head();
    List<JobView> known = arrivals.held(worker, head);
    return known == null
        ? arrivals.learn(worker, heard -> jobs.pendingOf(worker, Math.max(head, heard), room))
        : known.stream().map(jobs::named).toList();
  }

  private Duration atMost(Duration patience) {
    return patience.compareTo(longest) > 0 ? longest : patience;
  }

  /**
   * Returns whether the worker holds nothing as far as this node has heard. A job that it has not
   * heard of yet arrives later, so the store need not be asked before the time is up.
   */
  private boolean isIdle(WorkerId worker) {
    List<JobView> held = arrivals.held(worker, 0);
    return held != null && held.isEmpty();
  }

  /** Returns the number of waiting polls. */
  int count() {
    return held.size();
  }

  private CompletableFuture<List<JobView>> hold(
      WorkerId worker,
      LargeAnswers.Room room,
      CompletableFuture<Arrival> arrival,
      Duration patience) {
    CompletableFuture<List<JobView>> answer = new CompletableFuture<>();
    held.add(answer);
    CompletableFuture<Void> time =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    time.thenRunAsync(() -> answerAnyway(worker, room, answer), lookUps);
    answer.whenComplete(
        (jobs, failure) -> {
          time.cancel(false);
          held.remove(answer);
        });
    if (!running) {
      answer.complete(List.of());
    }
    await(worker, room, arrival, answer);
    return answer;
  }

  /**
   * Answers at the end of the time. If this node hears nothing of the log, the look-up finds out.
   */
  private void answerAnyway(
      WorkerId worker, LargeAnswers.Room room, CompletableFuture<List<JobView>> answer) {
    if (!answer.isDone()) {
      complete(answer, () -> held(worker, room));
    }
  }

  private void await(
      WorkerId worker,
      LargeAnswers.Room room,
      CompletableFuture<Arrival> arrival,
      CompletableFuture<List<JobView>> answer) {
    answer.whenComplete((jobs, failure) -> arrival.cancel(false));
    arrival.thenAccept(
        told -> {
          if (told.job() == null) {
            // No thread waits for the read model; otherwise a few slow polls would hold up all
            // others.
            positions
                .reaching(JobQueries.PROJECTION, told.position())
                .thenRunAsync(() -> lookUp(worker, room, told.position(), answer), lookUps);
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

  private void lookUp(
      WorkerId worker,
      LargeAnswers.Room room,
      long position,
      CompletableFuture<List<JobView>> answer) {
    if (answer.isDone()) {
      return;
    }
    CompletableFuture<Arrival> arrival = arrivals.next(worker);
    try {
      List<JobView> now = jobs.pendingOf(worker, position, room);
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
      await(worker, room, arrival, answer);
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
