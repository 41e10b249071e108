package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import io.qubix.log.read.NewestEvents;
import io.qubix.query.ForQueries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds polls whose answers also say what a worker should stop working on. Such a poll ends when an
 * attempt is taken from the worker, or at once when the worker names one that was taken before. A
 * worker that goes on to name it is not answered at once again: it would ask in a loop.
 */
@Component
@ForQueries
final class DetailedPolls {

  /** As many as a worker has slots: it names no more, and each may cost a look at the store. */
  private static final int MOST_NAMED = 64;

  /**
   * The newest events of a job that are read. A worker that is told of no end, because its job had
   * more events since, learns of it when its next report is refused.
   */
  private static final int MOST_READ = 200;

  private final LongPolls polls;
  private final JobArrivals arrivals;
  private final NewestEvents history;

  DetailedPolls(LongPolls polls, JobArrivals arrivals, NewestEvents history) {
    this.polls = polls;
    this.arrivals = arrivals;
    this.history = history;
  }

  /** What a worker is to do, and what it should stop working on. */
  record Pending(List<JobView> jobs, List<Stop> stop) {

    static final Pending NOTHING = new Pending(List.of(), List.of());
  }

  CompletableFuture<Pending> of(
      WorkerId worker, @Nullable String session, AtWork atWork, Duration patience) {
    CompletableFuture<Pending> answer = new CompletableFuture<>();
    // Requested before the look-up, so that none is missed in between.
    CompletableFuture<Stop> taken = arrivals.nextTaken(worker);
    answer.whenComplete((sent, failure) -> taken.cancel(false));
    try {
      CompletableFuture<List<JobView>> jobs = polls.of(worker, session, atWork, patience);
      answer.whenComplete((sent, failure) -> jobs.cancel(false));
      if (isNewsIn(worker, atWork)) {
        answer.complete(pending(jobs.getNow(List.of()), worker));
      }
      taken.thenRun(() -> answer.complete(pending(List.of(), worker)));
      jobs.whenComplete(
          (found, failure) -> {
            if (failure == null) {
              answer.complete(pending(found, worker));
            } else {
              answer.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException e) {
      answer.cancel(false);
      throw e;
    }
    return answer;
  }

  private Pending pending(List<JobView> jobs, WorkerId worker) {
    return new Pending(jobs, arrivals.taken().tell(worker));
  }

  /** Looks up what the worker names and does not hold: this node may not have heard of its end. */
  private boolean isNewsIn(WorkerId worker, AtWork atWork) {
    TakenAttempts taken = arrivals.taken();
    boolean isNews = false;
    for (Map.Entry<JobId, Integer> named :
        atWork.attempts().entrySet().stream().limit(MOST_NAMED).toList()) {
      JobId job = named.getKey();
      int attempt = named.getValue();
      boolean isHeld = arrivals.isHeldBy(worker, job);
      Stop stop = isHeld && attempt == AtWork.ANY ? null : taken.find(worker, job, attempt);
      if (stop == null && !isHeld) {
        stop = lookUp(worker, job, attempt);
        if (stop != null) {
          taken.heard(stop);
        }
      }
      isNews |= stop != null && taken.isNews(stop);
    }
    return isNews;
  }

  private @Nullable Stop lookUp(WorkerId worker, JobId job, int attempt) {
    List<JobEvent> events = new ArrayList<>();
    history
        .before(job.toString(), Long.MAX_VALUE, MOST_READ)
        .forEach(past -> events.add((JobEvent) past.event()));
    Collections.reverse(events);
    return Stop.of(events, worker, attempt);
  }
}
