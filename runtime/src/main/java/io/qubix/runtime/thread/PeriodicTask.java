package io.qubix.runtime.thread;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a task on a separate thread. A failed run is logged, and the next run follows; an {@link
 * Error} is kept by {@link VitalThreads}.
 */
public final class PeriodicTask {

  private static final Logger LOGGER = LoggerFactory.getLogger(PeriodicTask.class);

  private final String name;
  private final ScheduledExecutorService timer;

  private PeriodicTask(String name) {
    this.name = name;
    this.timer = VitalThreads.timer(name, 1);
  }

  /**
   * Starts to repeat a task.
   *
   * @param delay before the first run
   * @param pause between the end of a run and the beginning of the next one
   */
  public static PeriodicTask start(String name, Duration delay, Duration pause, Runnable task) {
    PeriodicTask periodic = new PeriodicTask(name);
    periodic.timer.scheduleWithFixedDelay(
        () -> periodic.run(task), delay.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    return periodic;
  }

  /**
   * Ends the repetition.
   *
   * @param patience how long to wait for a running task, which is interrupted after that
   */
  public void stop(Duration patience) {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a task once on the caller's thread, and handles its failure in the same way. */
  public void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOGGER.warn("{} failed and will be tried again", name, e);
    } catch (Error e) {
      VitalThreads.failed(name, e);
    }
  }
}
