package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.log.tail.Awaited;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.query.ForQueries;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The long polls of this node. */
@Component
@ForQueries
public final class LoggedArrivals implements JobArrivals, SmartLifecycle {

  private final Awaited<WorkerId, Arrival> waiting = new Awaited<>("job-arrivals");
  private final Awaited<WorkerId, Stop> waitingForTaken = new Awaited<>("taken-attempts");
  private final Awaited<WorkerId, WorkerId> waitingForRegistration = new Awaited<>("registrations");
  private final AssignedJobs held = new AssignedJobs();
  private final TakenAttempts taken;
  private volatile boolean running;

  LoggedArrivals(CommittedEvents events, Clock clock) {
    taken = new TakenAttempts(clock);
    events.listen(this::heard);
  }

  /** Takes all events, because each tells how far the log was heard. */
  private void heard(TrackedEventMessage<?> event) {
    long position = event.trackingToken().position().orElseThrow();
    JobEvent ofJob =
        JobEvent.class.isAssignableFrom(event.getPayloadType())
            ? (JobEvent) event.getPayload()
            : null;
    held.heard(ofJob, position);
    if (ofJob == null) {
      if (ProviderEvent.class.isAssignableFrom(event.getPayloadType())) {
        heard((ProviderEvent) event.getPayload());
      }
      return;
    }
    Stop stop = Stop.of(ofJob);
    if (stop != null) {
      taken.heard(stop);
      waitingForTaken.tell(stop.worker(), stop);
    }
    WorkerId worker = ofJob.holderAfter(null);
    if (worker != null) {
      waiting.tell(worker, new Arrival(position, held.known(ofJob.jobId())));
    }
  }

  private void heard(ProviderEvent event) {
    if (event.changesSession()) {
      waitingForRegistration.tell(event.workerId(), event.workerId());
    }
  }

  @Override
  public @Nullable List<JobView> held(WorkerId worker, long position) {
    return held.by(worker, position);
  }

  @Override
  public List<JobView> learn(WorkerId worker, LongFunction<List<JobView>> lookUp) {
    return held.learn(worker, lookUp);
  }

  @Override
  public CompletableFuture<Arrival> next(WorkerId worker) {
    return waiting.next(worker).later();
  }

  @Override
  public CompletableFuture<Stop> nextTaken(WorkerId worker) {
    return waitingForTaken.next(worker).later();
  }

  @Override
  public CompletableFuture<WorkerId> nextRegistration(WorkerId worker) {
    return waitingForRegistration.next(worker).later();
  }

  @Override
  public TakenAttempts taken() {
    return taken;
  }

  @Override
  public boolean isHeldBy(WorkerId worker, JobId job) {
    return held.isHeldBy(worker, job);
  }

  public int count() {
    return waiting.count();
  }

  @Override
  public void start() {
    running = true;
  }

  /** Answers all polls when the node stops. */
  @Override
  public void stop() {
    running = false;
    waiting.tellAll(new Arrival(0, null));
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
