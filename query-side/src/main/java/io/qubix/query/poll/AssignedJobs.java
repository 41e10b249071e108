package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which job each worker holds, from the events since this node's start, so that workers
 * get their jobs from memory. A worker holds one job at most: after its first assignment the node
 * knows its state.
 */
final class AssignedJobs {

  private static final int JOBS_KEPT = 4_096;

  /** The node is never so far behind the log, unless the store is away. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Object lock = new Object();

  /** An empty value: the worker holds nothing. */
  private final Map<WorkerId, Optional<JobId>> held = new HashMap<>();

  private final Map<JobId, WorkerId> holders = new HashMap<>();

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
   * Returns what a worker holds as of a position at least, or null when this node does not know in
   * time.
   */
  @Nullable List<JobView> by(WorkerId worker, long atLeast) {
    synchronized (lock) {
      if (!held.containsKey(worker) || !isPassed(atLeast)) {
        return null;
      }
      Optional<JobId> job = held.get(worker);
      if (job.isEmpty()) {
        return List.of();
      }
      JobView view = known(job.get());
      return view == null ? null : List.of(view);
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
    if (Objects.equals(before, after)) {
      return;
    }
    if (before != null) {
      holders.remove(job);
      held.put(before, Optional.empty());
    }
    if (after != null) {
      holders.put(job, after);
      held.put(after, Optional.of(job));
    }
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
