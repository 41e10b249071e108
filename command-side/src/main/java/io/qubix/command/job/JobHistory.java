package io.qubix.command.job;

import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.api.user.Usernames;
import io.qubix.command.eventstore.WholeEvents;
import io.qubix.command.user.FormerUsernames;
import java.util.List;
import java.util.Optional;
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

  private final EventStore store;
  private final WholeEvents events;
  private final Usernames usernames;
  private final FormerUsernames formerUsernames;

  JobHistory(
      EventStore store, WholeEvents events, Usernames usernames, FormerUsernames formerUsernames) {
    this.store = store;
    this.events = events;
    this.usernames = usernames;
    this.formerUsernames = formerUsernames;
  }

  /** Returns the job's current state. */
  public Optional<JobView> find(JobId job) {
    List<JobEvent> events = of(job);
    return events.isEmpty() ? Optional.empty() : Optional.of(named(JobView.of(events)));
  }

  public boolean isKnown(JobId job) {
    return store.lastSequenceNumberFor(job.toString()).isPresent();
  }

  List<JobEvent> of(JobId job) {
    return events.of(job.toString()).map(event -> (JobEvent) event.getPayload()).toList();
  }

  JobView named(JobView view) {
    return view.withUsername(usernames.of(view.qubicAddress()));
  }

  /** Returns the job with the name that its user had when it was created. */
  JobView namedAsCreated(JobView view) {
    return view.withUsername(formerUsernames.at(view.createdAt(), view.qubicAddress()));
  }
}
