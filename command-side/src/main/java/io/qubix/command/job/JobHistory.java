package io.qubix.command.job;

import io.qubix.api.JobId;
import io.qubix.api.Rejection;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobView;
import io.qubix.api.log.EventLog;
import io.qubix.api.memory.LargeAnswers;
import io.qubix.api.user.Usernames;
import io.qubix.command.eventstore.WholeEvents;
import io.qubix.command.user.FormerUsernames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Folds jobs from their own events, for the answers to commands, so that no read model's delay
 * shows.
 */
@Component
@Profile("command | !query")
public class JobHistory {

  private static final Duration SOON = Duration.ofSeconds(1);

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
    List<JobEvent> events = hasRoomFor(job) ? ofJob(this.events.of(job.toString())) : smallOf(job);
    return events.isEmpty() ? Optional.empty() : Optional.of(named(JobView.of(events)));
  }

  public boolean isKnown(JobId job) {
    return store.lastSequenceNumberFor(job.toString()).isPresent();
  }

  /**
   * Returns the job's events.
   *
   * @throws Rejection.Unavailable when there is no room for their contents
   */
  List<JobEvent> of(JobId job) {
    if (hasRoomFor(job)) {
      return ofJob(events.of(job.toString()));
    }
    throw new Rejection.Unavailable("Too many large answers at once; please try again", SOON);
  }

  /** Returns the job's events without large contents. */
  List<JobEvent> smallOf(JobId job) {
    return ofJob(events.smallOf(job.toString()));
  }

  private boolean hasRoomFor(JobId job) {
    return answers.ofThisRequest().isGranted(log.bytesOf(job.toString()));
  }

  private static List<JobEvent> ofJob(Stream<? extends DomainEventMessage<?>> events) {
    return events.map(event -> (JobEvent) event.getPayload()).toList();
  }

  JobView named(JobView view) {
    return view.withUsername(usernames.of(view.qubicAddress()));
  }

  /** Returns the job with the name that its user had when it was created. */
  JobView namedAsCreated(JobView view) {
    return view.withUsername(formerUsernames.at(view.createdAt(), view.qubicAddress()));
  }
}
