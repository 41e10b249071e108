package io.qubix.benchmarks;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long it took from handing a job in until its worker had it. */
final class Starts {

  private final Map<Object, Long> submitted = new ConcurrentHashMap<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();

  /** The job is about to be handed in. */
  void submitted(Object job) {
    submitted.put(job, System.nanoTime());
  }

  /**
   * Its worker has it.
   *
   * @throws IllegalStateException when it was started before, or never handed in
   */
  void started(Object job) {
    Long since = submitted.remove(job);
    Arm.require(since != null, "A job was started twice: " + job);
    if (since != null) {
      latencies.add(System.nanoTime() - since);
    }
  }

  long[] latencies() {
    return latencies.stream().mapToLong(Long::longValue).toArray();
  }
}
