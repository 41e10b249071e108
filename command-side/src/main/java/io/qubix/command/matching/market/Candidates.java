package io.qubix.command.matching.market;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.WaitingJob;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that may be matched because something is fresh, in the order of the policy: the fresh
 * jobs themselves, and for each fresh provider the first job that it fits.
 */
public final class Candidates {

  private final WaitingJobs waiting;
  private final FreeProviders free;
  private final PriorityQueue<Candidate> queue;
  private @Nullable Candidate handed;

  public Candidates(Comparator<WaitingJob> order, WaitingJobs waiting, FreeProviders free) {
    this.queue = new PriorityQueue<>(Comparator.comparing(Candidate::job, order));
    this.waiting = waiting;
    this.free = free;
  }

  public void add(JobId fresh) {
    OpenJob job = waiting.get(fresh);
    if (job != null) {
      queue.add(new Candidate(job, null));
    }
  }

  public void add(WorkerId fresh) {
    ProviderState provider = free.get(fresh);
    OpenJob first = provider == null ? null : waiting.firstFor(provider);
    if (first != null) {
      queue.add(new Candidate(first, fresh));
    }
  }

  /**
   * Returns the next job that still waits, or null when there is none. The book must already
   * contain the outcome of the previous one.
   */
  public @Nullable OpenJob next() {
    offerAgain(handed);
    for (Candidate next = queue.poll(); next != null; next = queue.poll()) {
      if (waiting.get(next.job().id()) != null) {
        handed = next;
        return next.job();
      }
      offerAgain(next);
    }
    handed = null;
    return null;
  }

  /** Returns the candidates that were not reached. */
  public void drainTo(Set<JobId> jobs, Set<WorkerId> providers) {
    offerAgain(handed);
    for (Candidate left : queue) {
      if (left.provider() == null) {
        jobs.add(left.job().id());
      } else {
        providers.add(left.provider());
      }
    }
  }

  /** Adds the next job for a provider whose job is gone, perhaps to another provider. */
  private void offerAgain(@Nullable Candidate past) {
    if (past != null && past.provider() != null && waiting.get(past.job().id()) == null) {
      add(past.provider());
    }
  }

  /**
   * @param provider the fresh provider, or null when the job itself is fresh
   */
  private record Candidate(OpenJob job, @Nullable WorkerId provider) {}
}
