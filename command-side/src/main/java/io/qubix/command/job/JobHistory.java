package io.qubix.command.job;

import io.qubix.api.Contents;
import io.qubix.api.HasContents;
import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.Usernames;
import io.qubix.command.user.FormerUsernames;
import io.qubix.log.axon.WholeEvents;
import io.qubix.log.read.EventLog;
import io.qubix.runtime.memory.LargeAnswers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Folds jobs from their own events, for the answers to commands, so that no read model's delay
 * shows.
 */
@Component
@Profile("command | !query")
public class JobHistory {

  private final EventStore store;
  private final WholeEvents events;
  private final EventLog log;
  private final LargeAnswers answers;
  private final Usernames usernames;
  private final FormerUsernames formerUsernames;

  JobHistory(
      EventStore store,
      WholeEvents events,
      EventLog log,
      LargeAnswers answers,
      Usernames usernames,
      FormerUsernames formerUsernames) {
    this.store = store;
    this.events = events;
    this.log = log;
    this.answers = answers;
    this.usernames = usernames;
    this.formerUsernames = formerUsernames;
  }

  /** Returns the job's current state, without large contents when there is no room for them. */
  public Optional<JobView> find(JobId job) {
    List<JobEvent> small = smallOf(job);
    return view(wholeOf(job, small).orElse(small));
  }

  private Optional<JobView> view(List<JobEvent> events) {
    return events.isEmpty() ? Optional.empty() : Optional.of(named(JobView.of(events)));
  }

  /**
   * Returns those of the jobs that a worker still holds, the oldest first. Several come without
   * large contents.
   */
  public List<JobView> heldBy(WorkerId worker, List<JobId> ids) {
    return ids.stream()
        .map(id -> ids.size() == 1 ? find(id) : view(smallOf(id)))
        .flatMap(Optional::stream)
        .filter(found -> found.status().isHeldByProvider())
        .filter(found -> found.provider() != null && found.provider().workerId().equals(worker))
        .sorted(Comparator.comparing(JobView::createdAt))
        .toList();
  }

  /** Returns the worker's last attempt at the job if it was taken from it, or else null. */
  public @Nullable Stop takenFrom(WorkerId worker, JobId job) {
    return Stop.of(smallOf(job), worker, AtWork.ANY);
  }

  public boolean isKnown(JobId job) {
    return store.lastSequenceNumberFor(job.toString()).isPresent();
  }

  /**
   * Returns the job's events.
   *
   * @throws Rejection.Unavailable when there is no room for their contents
   */
  public List<JobEvent> of(JobId job) {
    return wholeOf(job, smallOf(job)).orElseThrow(LargeAnswers::noRoom);
  }

  /** Returns the job's events without large contents. */
  public List<JobEvent> smallOf(JobId job) {
    return ofJob(events.smallOf(job.toString())).stream().map(JobHistory::marked).toList();
  }

  /** Asks for room only when something was left out. Returns an empty result without room. */
  private Optional<List<JobEvent>> wholeOf(JobId job, List<JobEvent> small) {
    if (small.stream().noneMatch(Contents::areLeftOutOf)) {
      return Optional.of(small);
    }
    return answers.ofThisRequest().isGranted(log.bytesOf(job.toString()))
        ? Optional.of(ofJob(events.of(job.toString())))
        : Optional.empty();
  }

  /** Marks contents that are left out: an event that was read without them has no node there. */
  private static JobEvent marked(JobEvent event) {
    return event instanceof HasContents whole && whole.contents() == null
        ? (JobEvent) Contents.leftOutOf(event)
        : event;
  }

  private static List<JobEvent> ofJob(Stream<? extends DomainEventMessage<?>> events) {
    return events.map(event -> (JobEvent) event.getPayload()).toList();
  }

  public JobView named(JobView view) {
    return view.withUsername(usernames.of(view.qubicAddress()));
  }

  /** Returns the job with the name that its user had when it was created. */
  public JobView namedAsCreated(JobView view) {
    return view.withUsername(formerUsernames.at(view.createdAt(), view.qubicAddress()));
  }
}
