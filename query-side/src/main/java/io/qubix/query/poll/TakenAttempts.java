package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which attempts were taken from workers, so that each answer to a worker can
 * say so without a look at the store. Thread-safe.
 */
public final class TakenAttempts {

  /** A worker that names what it works on is told of older ones, too: they are looked up. */
  static final Duration KEPT = Duration.ofMinutes(10);

  /** As many as a worker has slots. */
  static final int MOST_OF_A_WORKER = 64;

  static final int MOST = 16_384;

  private final Clock clock;

  /** Oldest first. It may hold some that its worker's own queue has already dropped. */
  private final Deque<Taken> all = new ArrayDeque<>();

  private final Map<WorkerId, Deque<Taken>> byWorker = new HashMap<>();

  private static final class Taken {

    private final Stop stop;
    private final Instant heardAt;
    private boolean told;

    private Taken(Stop stop, Instant heardAt) {
      this.stop = stop;
      this.heardAt = heardAt;
    }
  }

  public TakenAttempts(Clock clock) {
    this.clock = clock;
  }

  /** Remembers an attempt; one that it remembers already changes nothing. */
  public synchronized void heard(Stop stop) {
    if (from(stop.worker()).contains(stop)) {
      return;
    }
    Instant now = clock.instant();
    Taken taken = new Taken(stop, now);
    Deque<Taken> ofWorker = byWorker.computeIfAbsent(stop.worker(), first -> new ArrayDeque<>());
    ofWorker.add(taken);
    all.add(taken);
    if (ofWorker.size() > MOST_OF_A_WORKER) {
      ofWorker.remove();
    }
    while (all.size() > MOST || isOld(all.element(), now)) {
      forget(all.remove());
    }
  }

  /** Returns what was lately taken from a worker, oldest first. */
  synchronized List<Stop> from(WorkerId worker) {
    return lately(worker).map(taken -> taken.stop).toList();
  }

  /**
   * @param attempt its number, or {@link io.qubix.api.job.view.AtWork#ANY} for the last
   */
  synchronized @Nullable Stop find(WorkerId worker, JobId job, int attempt) {
    return lately(worker)
        .map(taken -> taken.stop)
        .filter(stop -> stop.jobId().equals(job) && stop.isOf(attempt))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /** Returns whether no waiting poll was answered with it, as far as this node remembers. */
  synchronized boolean isNews(Stop stop) {
    return lately(stop.worker()).noneMatch(taken -> taken.stop.equals(stop) && taken.told);
  }

  /** Returns what was lately taken from a worker, of which it now knows. */
  synchronized List<Stop> tell(WorkerId worker) {
    return lately(worker).peek(taken -> taken.told = true).map(taken -> taken.stop).toList();
  }

  private Stream<Taken> lately(WorkerId worker) {
    Deque<Taken> taken = byWorker.get(worker);
    Instant now = clock.instant();
    return taken == null ? Stream.empty() : taken.stream().filter(each -> !isOld(each, now));
  }

  private void forget(Taken taken) {
    Deque<Taken> ofWorker = byWorker.get(taken.stop.worker());
    if (ofWorker != null && ofWorker.peek() == taken) {
      ofWorker.remove();
      if (ofWorker.isEmpty()) {
        byWorker.remove(taken.stop.worker());
      }
    }
  }

  private static boolean isOld(Taken taken, Instant now) {
    return taken.heardAt.plus(KEPT).isBefore(now);
  }
}
