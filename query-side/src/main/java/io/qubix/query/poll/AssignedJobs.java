package io.qubix.query.poll;

import io.qubix.api.JobId;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobView;
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
 * What workers hold, as the log told while this node listened, so that they get their jobs from
 * memory. A worker holds one job at most: from the first that it is seen to get, all is known.
 */
final class AssignedJobs {

  private static final int JOBS_KEPT = 4_096;

  /** The log is never so far behind here, unless its store is away. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Object lock = new Object();

  /** Empty: the worker holds nothing. */
  private final Map<WorkerId, Optional<JobId>> held = new HashMap<>();

  private final Map<JobId, WorkerId> holders = new HashMap<>();

  /** Those heard of last; softly held, for inputs may be large. */
  private final Map<JobId, SoftReference<JobView>> jobs = new LinkedHashMap<>();

  private long position = -1;
  private int waiting;

  /**
   * An event of the log, in its order; what was heard before changes nothing.
   *
   * @param event null when it is none of a job's
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
   * A job as the log told it, without its user's name; null when it is not known any more, or its
   * input was too large to be told.
   */
  @Nullable JobView known(JobId job) {
    synchronized (lock) {
      SoftReference<JobView> kept = jobs.get(job);
      JobView view = kept == null ? null : kept.get();
      return view == null || view.inputOmitted() ? null : view;
    }
  }

  /** What a worker holds as of a position at least; null when that is not known here in time. */
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
      // Last in line again.
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
