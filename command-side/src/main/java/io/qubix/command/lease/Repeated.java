package io.qubix.command.lease;

import io.qubix.runtime.thread.PeriodicTask;
import io.qubix.runtime.thread.Phases;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Repeats a task on a separate thread, and runs it once more at the end. */
final class Repeated implements SmartLifecycle {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration every;
  private final Runnable task;
  private final Runnable atTheEnd;
  private @Nullable PeriodicTask running;

  Repeated(String name, Duration every, Runnable task, Runnable atTheEnd) {
    this.name = name;
    this.every = every;
    this.task = task;
    this.atTheEnd = atTheEnd;
  }

  @Override
  public synchronized void start() {
    running = PeriodicTask.start(name, Duration.ZERO, every, task);
  }

  @Override
  public synchronized void stop() {
    PeriodicTask stopped = running;
    running = null;
    if (stopped != null) {
      stopped.stop(PATIENCE);
      stopped.run(atTheEnd);
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }

  /** Stops after the web server, so that no heartbeat arrives after the last run. */
  @Override
  public int getPhase() {
    return Phases.LEASES;
  }
}
