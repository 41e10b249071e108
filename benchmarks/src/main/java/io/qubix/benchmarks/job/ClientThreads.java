package io.qubix.benchmarks.job;

import java.lang.management.ManagementFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads of HTTP clients, whose CPU time is told apart from that of the server around them.
 */
final class ClientThreads {

  private final LongAdder nanos = new LongAdder();
  private final Queue<Thread> all = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  ClientThreads(int number) {
    threads =
        Executors.newFixedThreadPool(
            number,
            work -> {
              Thread thread = new Thread(() -> run(work));
              all.add(thread);
              return thread;
            });
  }

  private void run(Runnable work) {
    try {
      work.run();
    } finally {
      nanos.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
  }

  void execute(Runnable work) {
    threads.execute(work);
  }

  /** Returns whether all threads have ended. */
  boolean end() throws InterruptedException {
    threads.shutdown();
    boolean ended = threads.awaitTermination(1, TimeUnit.MINUTES);
    for (Thread thread : all) {
      thread.join(TimeUnit.SECONDS.toMillis(1));
    }
    return ended;
  }

  /** Returns the CPU seconds of the threads that have ended. */
  double cpuSeconds() {
    return nanos.sum() / 1e9;
  }
}
