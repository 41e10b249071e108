package io.qubix.benchmarks.log;

import io.qubix.benchmarks.arm.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs callers that each send the next call as soon as the last one is answered. */
final class ClosedLoop {

  /** One call of one caller; a failure ends the run. */
  @FunctionalInterface
  interface Call {
    void run(int caller, int number) throws Exception;
  }

  private ClosedLoop() {}

  /** Returns {@code perSecond} and the latencies of the calls that were answered in time. */
  static Figures run(int callers, double seconds, Call call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<long[]>> results = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        results.add(threads.submit(() -> caller(caller, start, seconds, call)));
      }
      long began = System.nanoTime();
      start.countDown();
      long[] all = new long[0];
      for (Future<long[]> result : results) {
        long[] some = result.get();
        int length = all.length;
        all = Arrays.copyOf(all, length + some.length);
        System.arraycopy(some, 0, all, length, some.length);
      }
      double took = (System.nanoTime() - began) / 1e9;
      return Figures.of("perSecond", all.length / took)
          .andLatencies(all)
          .and("answered", all.length);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A call failed", e.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(30, TimeUnit.SECONDS);
    }
  }

  private static long[] caller(int caller, CountDownLatch start, double seconds, Call call)
      throws Exception {
    start.await();
    long[] latencies = new long[1024];
    int count = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long now = System.nanoTime(); now < end; ) {
      call.run(caller, count);
      long after = System.nanoTime();
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = after - now;
      now = after;
    }
    return Arrays.copyOf(latencies, count);
  }
}
