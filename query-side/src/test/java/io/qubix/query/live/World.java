package io.qubix.query.live;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.JobStory;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.runtime.memory.LargeAnswers;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/** What happened, by the log, and the views that it adds up to. */
public final class World implements JobQueries, ProviderQueries {

  private final EventStore log;
  private final Map<JobId, JobView> jobs = new ConcurrentHashMap<>();
  private final Map<WorkerId, ProviderState> providers = new ConcurrentHashMap<>();

  World(EventStore log) {
    this.log = log;
  }

  /** Makes events happen: views first, as queries always wait for the log. */
  public void happens(Object... events) {
    for (Object happened : events) {
      Object event = happened instanceof Message<?> message ? message.getPayload() : happened;
      if (event instanceof JobEvent of) {
        jobs.compute(of.jobId(), (id, before) -> JobView.after(before, of));
      } else if (event instanceof ProviderEvent of) {
        providers.compute(of.workerId(), (id, before) -> ProviderState.after(before, of));
      }
    }
    log.publish(Arrays.stream(events).map(GenericEventMessage::asEventMessage).toList());
  }

  /** The index of the newest event; -1 when there is none. */
  long head() {
    TrackingToken head = log.createHeadToken();
    return head == null ? -1 : head.position().orElse(-1);
  }

  @Override
  public boolean isNameAtHand(JobView job) {
    return true;
  }

  @Override
  public JobView named(JobView job) {
    return job;
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public Optional<JobView> find(JobId id, int largest) {
    return find(id);
  }

  @Override
  public Optional<JobStory> story(JobId id, int largest) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<JobId, JobView> outlines(Collection<JobId> ids) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<JobView> pendingOf(WorkerId worker, long position, LargeAnswers.Room room) {
    return List.of();
  }

  @Override
  public Optional<ProviderView> find(String idOrWorkerId) {
    return providers.values().stream()
        .filter(
            state ->
                state.id().toString().equals(idOrWorkerId)
                    || state.workerId().value().equals(idOrWorkerId))
        .findAny()
        .map(state -> state.view(state.lastEvent()));
  }

  @Override
  public Optional<ProviderView> find(WorkerId worker) {
    return Optional.ofNullable(providers.get(worker)).map(state -> state.view(state.lastEvent()));
  }
}
