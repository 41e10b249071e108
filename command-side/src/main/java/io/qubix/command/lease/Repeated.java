package io.qubix.command.lease;

import io.qubix.api.thread.VitalThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Repeats a task on a separate thread, and runs it once more at the end. */
final class Repeated implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Repeated.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration every;
  private final Runnable task;
  private final Runnable atTheEnd;
  private @Nullable ScheduledExecutorService executor;

  Repeated(String name, Duration every, Runnable task, Runnable atTheEnd) {
    this.name = name;
    this.every = every;
    this.task = task;
    this.atTheEnd = atTheEnd;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started = VitalThreads.timer(name, 1);
    started.scheduleWithFixedDelay(() -> attempt(task), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    executor = started;
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService stopped = executor;
    executor = null;
    if (stopped == null) {
      return;
    }
    stopped.shutdown();
    try {
      if (!stopped.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        stopped.shutdownNow();
      }
    } catch (InterruptedException e) {
      stopped.shutdownNow();
      Thread.currentThread().interrupt();
    }
    attempt(atTheEnd);
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }

  /** Stops after the web server, so that no heartbeat arrives after the last run. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void attempt(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException e) {
      log.warn("{} failed and will be tried again", name, e);
    } catch (Error e) {
      VitalThreads.failed(name, e);
    }
  }
}
