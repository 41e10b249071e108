package io.qubix.command.matching.market;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.JobLine;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.JobRank;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that may be matched because something is fresh, in the order of jobs: of each line the
 * first fresh job, and for each fresh provider the first job that it fits. Matches only make ranks
 * worse, so a candidate is the first of all if its rank is still the same when it is reached.
 */
public final class Candidates {

  private final Turns turns;
  private final WaitingJobs waiting;
  private final FreeProviders free;
  private final Map<JobLine, Queue<OpenJob>> lines = new HashMap<>();
  private final Queue<Candidate> queue = new PriorityQueue<>(Comparator.comparing(Candidate::rank));
  private @Nullable Candidate handed;

  public Candidates(
      Turns turns,
      WaitingJobs waiting,
      FreeProviders free,
      Collection<JobId> freshJobs,
      Collection<WorkerId> freshProviders) {
    this.turns = turns;
    this.waiting = waiting;
    this.free = free;
    freshJobs.forEach(this::lineUp);
    lines.values().forEach(this::offerFirst);
    freshProviders.forEach(this::offerFirst);
  }

  private void lineUp(JobId fresh) {
    OpenJob job = waiting.get(fresh);
    if (job != null) {
      lines
          .computeIfAbsent(turns.line(job), name -> new PriorityQueue<>(JobOrder.IN_LINE))
          .add(job);
    }
  }

  private void offerFirst(Queue<OpenJob> line) {
    if (!line.isEmpty()) {
      offer(line.element(), null);
    }
  }

  private void offerFirst(WorkerId fresh) {
    ProviderState provider = free.get(fresh);
    OpenJob first = provider == null ? null : waiting.firstFor(provider);
    if (first != null) {
      offer(first, fresh);
    }
  }

  private void offer(OpenJob job, @Nullable WorkerId provider) {
    queue.add(new Candidate(job, turns.rank(job), provider));
  }

  /**
   * Returns the next job that still waits, or null when there is none. The book must already
   * contain the outcome of the previous one.
   */
  public @Nullable OpenJob next() {
    goOn(handed);
    for (Candidate next = queue.poll(); next != null; next = queue.poll()) {
      if (!waits(next)) {
        goOn(next);
      } else if (turns.rank(next.job()).equals(next.rank())) {
        handed = next;
        return next.job();
      } else if (next.provider() == null) {
        offer(next.job(), null);
      } else {
        offerFirst(next.provider());
      }
    }
    handed = null;
    return null;
  }

  /** Returns the candidates that were not reached. */
  public void drainTo(Set<JobId> jobs, Set<WorkerId> providers) {
    goOn(handed);
    lines.values().forEach(line -> line.forEach(job -> jobs.add(job.id())));
    for (Candidate left : queue) {
      if (left.provider() != null) {
        providers.add(left.provider());
      }
    }
  }

  /** Offers the next job of the line, or the next for a provider whose job is gone. */
  private void goOn(@Nullable Candidate past) {
    if (past == null) {
      return;
    }
    if (past.provider() == null) {
      Queue<OpenJob> line = lines.get(turns.line(past.job()));
      line.remove();
      offerFirst(line);
    } else if (!waits(past)) {
      offerFirst(past.provider());
    }
  }

  private boolean waits(Candidate candidate) {
    return waiting.get(candidate.job().id()) != null;
  }

  /**
   * @param provider the fresh provider, or null when the job itself is fresh
   */
  private record Candidate(OpenJob job, JobRank rank, @Nullable WorkerId provider) {}
}
