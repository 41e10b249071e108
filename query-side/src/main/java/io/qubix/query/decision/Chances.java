package io.qubix.query.decision;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.log.read.EventHistory.Past;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.NewestEvents;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.query.provider.history.PastProvider;
import io.qubix.query.provider.history.PastProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Tells which of the last assigned jobs a provider got, and why it did not get the others. */
@Component
@ForQueries
public final class Chances {

  public static final int MOST = 100;

  private static final Class<JobAssigned> ASSIGNMENTS = JobAssigned.class;

  /** A job's events between its last return to the market and its assignment are fewer. */
  private static final int SINCE_REQUEUED = 20;

  private final EventLog log;
  private final NewestEvents newest;
  private final JobQueries jobs;
  private final ProviderQueries providers;
  private final PastProviders past;
  private final MatchingPolicy policy;

  Chances(
      EventLog log,
      NewestEvents newest,
      JobQueries jobs,
      ProviderQueries providers,
      PastProviders past,
      MatchingPolicy policy) {
    this.log = log;
    this.newest = newest;
    this.jobs = jobs;
    this.providers = providers;
    this.past = past;
    this.policy = policy;
  }

  /**
   * Returns the chances of a provider, newest first, as far as they are among the last {@link
   * PastProvider#LONGEST} events of the log.
   *
   * @param limit how many at most, up to {@link #MOST}
   * @throws Rejection.NotFound when there is no such provider
   */
  public List<Chance> of(String idOrWorkerId, int limit) {
    List<Past> assigned = newest.ofType(ASSIGNMENTS, log.head() - PastProvider.LONGEST, limit);
    // Both read models contain what was read of the log.
    WorkerId worker =
        providers.find(idOrWorkerId).orElseThrow(Rejection.NotFound::provider).workerId();
    Map<JobId, JobView> outlines =
        jobs.outlines(assigned.stream().map(one -> assignmentIn(one).jobId()).toList());
    PastProvider provider = past.find(worker).orElseThrow(Rejection.NotFound::provider);
    List<Chance> chances = new ArrayList<>();
    for (Past one : assigned) {
      JobView job = outlines.get(assignmentIn(one).jobId());
      if (job != null) {
        chances.add(chance(one, job, worker, provider));
      }
    }
    return chances;
  }

  private Chance chance(Past past, JobView job, WorkerId worker, PastProvider provider) {
    JobAssigned assigned = assignmentIn(past);
    Instant at = assigned.assignedAt();
    if (assigned.provider().workerId().equals(worker)) {
      return Chance.taken(job.id(), at);
    }
    BooleanSupplier failedIt = () -> hasFailed(worker, past);
    return Chance.missed(
        job.id(),
        at,
        provider
            .at(past.position())
            .map(
                then ->
                    new Contest(
                            MatchingPolicy.of(assigned.receipt()).orElse(policy),
                            assigned,
                            new AskedJob(job, List.of()),
                            then,
                            failedIt,
                            provider.changedHandsAround(at))
                        .lostBy())
            .orElseGet(() -> Obstacle.of(Obstacle.Circumstance.NOT_REGISTERED)));
  }

  private boolean hasFailed(WorkerId worker, Past assignment) {
    if (assignmentIn(assignment).attempt() == 1) {
      return false;
    }
    List<JobEvent> before = new ArrayList<>();
    newest
        .before(assignment.event().stream(), assignment.sequence(), SINCE_REQUEUED)
        .forEach(past -> before.add((JobEvent) past.event()));
    Collections.reverse(before);
    return LastWait.after(before).failedBy().contains(worker);
  }

  private static JobAssigned assignmentIn(Past past) {
    return ASSIGNMENTS.cast(past.event());
  }
}
