package io.qubix.runtime.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool that keeps the errors of its tasks. */
final class VitalPool extends ThreadPoolExecutor {

  private final String name;

  VitalPool(String name, int threads) {
    super(
        threads,
        threads,
        1,
        TimeUnit.MINUTES,
        new LinkedBlockingQueue<>(),
        VitalThreads.factory(name, threads));
    this.name = name;
    allowCoreThreadTimeOut(true);
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    Outcome.of(task, thrown).keep(name);
  }
}
