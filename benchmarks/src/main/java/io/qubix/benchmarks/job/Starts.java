package io.qubix.benchmarks.job;

import io.qubix.benchmarks.arm.Arm;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Measures the time from submitting a job until its worker has it. */
final class Starts {

  private final Map<Object, Long> submitted = new ConcurrentHashMap<>();
  private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();

  /** Notes that a job is about to be submitted. */
  void submitted(Object job) {
    submitted.put(job, System.nanoTime());
  }

  /**
   * Notes that a worker has the job.
   *
   * @throws IllegalStateException when the job was started before, or never submitted
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
