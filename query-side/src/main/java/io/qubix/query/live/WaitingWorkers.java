package io.qubix.query.live;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobView;
import io.qubix.api.log.CommittedEvents;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The long polls of this node. Whoever is woken is on the thread that hands the log to everybody:
 * no other thread has to be found first, and nothing there may wait.
 */
@Component
@ForQueries
class WaitingWorkers implements JobArrivals, SmartLifecycle {

  private final Map<WorkerId, Set<CompletableFuture<Arrival>>> waiting = new ConcurrentHashMap<>();
  private final HeldJobs held = new HeldJobs();
  private volatile boolean running;

  WaitingWorkers(CommittedEvents events) {
    events.listen(this::heard);
  }

  /** Whatever happens: it says how far the log was heard. */
  private void heard(TrackedEventMessage<?> event) {
    long position = event.trackingToken().position().orElseThrow();
    JobEvent ofJob =
        JobEvent.class.isAssignableFrom(event.getPayloadType())
            ? (JobEvent) event.getPayload()
            : null;
    held.heard(ofJob, position);
    if (ofJob instanceof JobAssigned assigned) {
      arrived(assigned.provider().workerId(), new Arrival(position, held.known(assigned.jobId())));
    }
  }

  @Override
  public @Nullable List<JobView> held(WorkerId worker, long position) {
    return held.by(worker, position);
  }

  @Override
  public CompletableFuture<Arrival> next(WorkerId worker) {
    CompletableFuture<Arrival> arrival = new CompletableFuture<>();
    waiting.compute(
        worker,
        (key, others) -> {
          Set<CompletableFuture<Arrival>> all = others == null ? new HashSet<>() : others;
          all.add(arrival);
          return all;
        });
    arrival.whenComplete((nothing, failure) -> forget(worker, arrival));
    return arrival;
  }

  private void arrived(WorkerId worker, Arrival told) {
    Set<CompletableFuture<Arrival>> woken = waiting.remove(worker);
    if (woken != null) {
      woken.forEach(arrival -> arrival.complete(told));
    }
  }

  int count() {
    return waiting.size();
  }

  private void forget(WorkerId worker, CompletableFuture<Arrival> arrival) {
    waiting.computeIfPresent(
        worker,
        (key, all) -> {
          all.remove(arrival);
          return all.isEmpty() ? null : all;
        });
  }

  @Override
  public void start() {
    running = true;
  }

  /** Nobody needs to wait for a node that goes away. */
  @Override
  public void stop() {
    running = false;
    waiting.keySet().forEach(worker -> arrived(worker, new Arrival(0, null)));
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
