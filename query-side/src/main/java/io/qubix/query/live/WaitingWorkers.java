package io.qubix.query.live;

import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The long polls of this node. They are woken by threads of their own, which may run a query. */
@Component
@ForQueries
class WaitingWorkers implements JobArrivals, SmartLifecycle {

  private final ExecutorService threads = Threads.pool("live-arrivals", 2);
  private final Map<WorkerId, Set<CompletableFuture<Arrival>>> waiting = new ConcurrentHashMap<>();
  private volatile boolean running;

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

  /** Never waits. */
  void arrived(WorkerId worker, Arrival told) {
    Set<CompletableFuture<Arrival>> woken = waiting.remove(worker);
    if (woken != null) {
      woken.forEach(arrival -> arrival.completeAsync(() -> told, threads));
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
    threads.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
