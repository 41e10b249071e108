package io.qubix.runtime.thread;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a task of an executor ended. A future keeps what its task throws until a caller of {@code
 * get} asks.
 *
 * @param last whether a repeated task will not run again
 */
record Outcome(@Nullable Throwable failure, boolean last) {

  static Outcome of(Runnable task, @Nullable Throwable thrown) {
    if (thrown != null || !(task instanceof Future<?> future)) {
      return new Outcome(thrown, false);
    }
    if (!future.isDone() || future.isCancelled()) {
      return new Outcome(null, false);
    }
    try {
      future.get();
      return new Outcome(null, false);
    } catch (ExecutionException e) {
      return new Outcome(
          e.getCause(),
          task instanceof RunnableScheduledFuture<?> scheduled && scheduled.isPeriodic());
    } catch (InterruptedException e) {
      // A future that is done does not throw this.
      Thread.currentThread().interrupt();
      return new Outcome(null, false);
    }
  }

  void keep(String thread) {
    if (failure instanceof Error || failure != null && last) {
      VitalThreads.failed(thread, failure);
    }
  }
}
