package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which jobs each worker holds, so that workers get their jobs from memory. The events
 * since this node's start do not tell what a worker held before: it is looked up once, and the
 * events keep it current.
 */
final class AssignedJobs {

  private static final int JOBS_KEPT = 4_096;

  /** Stands for the holder of a job that was assigned before this node's start. */
  private static final WorkerId UNHEARD = new WorkerId("unheard");

  /** The node is never so far behind the log, unless the store is away. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Object lock = new Object();

  /** Of a worker that is not known, only what it was assigned since this node's start. */
  private final Map<WorkerId, Set<JobId>> held = new HashMap<>();

  private final Map<JobId, WorkerId> holders = new HashMap<>();

  /** The workers of which all held jobs are in memory. */
  private final Set<WorkerId> known = new HashSet<>();

  /** The jobs of which a holder was heard to lose them while a look-up was running. */
  private final Set<JobId> lostMeanwhile = new HashSet<>();

  private int lookUps;

  /** The jobs most recently heard of; softly referenced, because inputs may be large. */
  private final Map<JobId, SoftReference<JobView>> jobs = new LinkedHashMap<>();

  private long position = -1;
  private int waiting;

  /**
   * Takes an event of the log, in log order; an event that was taken before changes nothing.
   *
   * @param event of a job, or null for other events
   */
  void heard(@Nullable JobEvent event, long at) {
    synchronized (lock) {
      if (at > position) {
        if (event != null) {
          view(event);
          hold(event);
        }
        pass(at);
      }
    }
  }

  /**
   * Returns a job without its user's name, or null when it is no longer known or its input is too
   * large for memory.
   */
  @Nullable JobView known(JobId job) {
    synchronized (lock) {
      SoftReference<JobView> kept = jobs.get(job);
      JobView view = kept == null ? null : kept.get();
      return view == null || view.inputOmitted() ? null : view;
    }
  }

  /**
   * Returns what a worker holds as of a position at least, the oldest job first, or null when this
   * node does not know in time.
   */
  @Nullable List<JobView> by(WorkerId worker, long atLeast) {
    synchronized (lock) {
      if (!known.contains(worker) || !isPassed(atLeast)) {
        return null;
      }
      List<JobView> views = new ArrayList<>();
      for (JobId job : held.getOrDefault(worker, Set.of())) {
        JobView view = known(job);
        if (view == null) {
          return null;
        }
        views.add(view);
      }
      views.sort(Comparator.comparing(JobView::createdAt));
      return List.copyOf(views);
    }
  }

  boolean isHeldBy(WorkerId worker, JobId job) {
    synchronized (lock) {
      return worker.equals(holders.get(job));
    }
  }

  /**
   * Looks up what a worker holds, and remembers it.
   *
   * @param lookUp returns all that it holds, as of the given position at least
   */
  List<JobView> learn(WorkerId worker, LongFunction<List<JobView>> lookUp) {
    long heard;
    synchronized (lock) {
      lookUps++;
      heard = position;
    }
    try {
      List<JobView> found = lookUp.apply(heard);
      synchronized (lock) {
        found.forEach(job -> remember(worker, job.id()));
        known.add(worker);
      }
      return found;
    } finally {
      synchronized (lock) {
        if (--lookUps == 0) {
          lostMeanwhile.clear();
        }
      }
    }
  }

  /** What was heard of a job during the look-up is newer than what was found. */
  private void remember(WorkerId worker, JobId job) {
    if (!holders.containsKey(job) && !lostMeanwhile.contains(job)) {
      give(job, worker);
    }
  }

  private void view(JobEvent event) {
    SoftReference<JobView> kept = jobs.remove(event.jobId());
    JobView before = kept == null ? null : kept.get();
    if (before != null || event.createsJob()) {
      // Moves the job to the end of the line.
      jobs.put(event.jobId(), new SoftReference<>(JobView.after(before, event)));
      if (jobs.size() > JOBS_KEPT) {
        Iterator<JobId> eldest = jobs.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
    }
  }

  private void hold(JobEvent event) {
    JobId job = event.jobId();
    WorkerId before = holders.get(job);
    WorkerId after = event.holderAfter(before);
    if (lookUps > 0 && event.holderAfter(UNHEARD) == null) {
      lostMeanwhile.add(job);
    }
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      holders.remove(job);
      Set<JobId> left = held.getOrDefault(before, new HashSet<>());
      left.remove(job);
      if (left.isEmpty()) {
        held.remove(before);
      }
    }
    if (after != null) {
      give(job, after);
    }
  }

  private void give(JobId job, WorkerId worker) {
    holders.put(job, worker);
    held.computeIfAbsent(worker, first -> new HashSet<>()).add(job);
  }

  private void pass(long at) {
    position = at;
    if (waiting > 0) {
      lock.notifyAll();
    }
  }

  private boolean isPassed(long wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    waiting++;
    try {
      for (long left = PATIENCE_NANOS;
          position < wanted && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting--;
    }
    return position >= wanted;
  }
}
