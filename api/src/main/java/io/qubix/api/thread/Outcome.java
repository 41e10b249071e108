package io.qubix.api.thread;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a task of an executor ended. A future swallows what its task throws: only a caller of
 * {@code get} hears of it.
 *
 * @param last whether the task was to be run again, and will not be
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
      // Not thrown by a future that is done.
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
