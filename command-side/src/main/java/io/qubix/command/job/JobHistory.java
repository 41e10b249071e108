package io.qubix.command.job;

import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.api.user.Usernames;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Jobs as their own events tell them, for the answers to commands: no read model lags here. */
@Component
@Profile("command | !query")
public class JobHistory {

  private final EventStore store;
  private final Usernames usernames;

  JobHistory(EventStore store, Usernames usernames) {
    this.store = store;
    this.usernames = usernames;
  }

  /** The job as it is now. */
  public Optional<JobView> find(JobId job) {
    List<JobEvent> events = of(job);
    return events.isEmpty() ? Optional.empty() : Optional.of(named(JobView.of(events)));
  }

  public boolean isKnown(JobId job) {
    return store.lastSequenceNumberFor(job.toString()).isPresent();
  }

  List<JobEvent> of(JobId job) {
    return store
        .readEvents(job.toString())
        .asStream()
        .map(event -> (JobEvent) event.getPayload())
        .toList();
  }

  JobView named(JobView view) {
    return view.withUsername(usernames.of(view.qubicAddress()));
  }
}
