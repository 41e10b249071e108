package io.qubix.benchmarks.job;

import io.qubix.benchmarks.arm.Arm;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many jobs of a round run at a time, and waits until all are done or one has failed.
 */
final class Flow {

  private static final long MINUTES = 5;

  private final int jobs;
  private final Semaphore free;
  private final CountDownLatch done;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Flow(int jobs, int inFlight) {
    this.jobs = jobs;
    done = new CountDownLatch(jobs);
    free = new Semaphore(inFlight);
  }

  /**
   * Begins all jobs, each as soon as it may run.
   *
   * @param perSecond how many of them in a second, or 0 for no such limit
   */
  void beginAll(int perSecond, Runnable job) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < jobs; i++) {
      if (perSecond > 0) {
        LockSupport.parkNanos(began + i * 1_000_000_000L / perSecond - System.nanoTime());
      }
      begin();
      job.run();
    }
  }

  /** Waits until another job may begin. */
  private void begin() throws Exception {
    Arm.require(free.tryAcquire(MINUTES, TimeUnit.MINUTES), "The jobs are stuck");
    rethrow();
  }

  void done() {
    done.countDown();
    free.release();
  }

  void failed(Throwable cause) {
    failure.compareAndSet(null, cause);
    while (done.getCount() > 0) {
      done();
    }
  }

  void awaitAll() throws Exception {
    Arm.require(done.await(MINUTES, TimeUnit.MINUTES), "Not all jobs came to an end");
    rethrow();
  }

  private void rethrow() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("A job failed", cause);
    }
  }
}
