package io.qubix.runtime.thread;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Runs delayed and repeated tasks; keeps their errors, and any failure that ends a repeated task.
 */
final class VitalTimer extends ScheduledThreadPoolExecutor {

  private final String name;

  VitalTimer(String name, int threads) {
    super(threads, VitalThreads.factory(name, threads));
    this.name = name;
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    Outcome.of(task, thrown).keep(name);
  }
}
