package io.qubix.query.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes together what comes while something is written. Who comes alone writes at once; of those
 * who had to wait the first writes for all.
 */
final class GroupedWrites<T> {

  private final Consumer<List<T>> write;
  private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();

  /**
   * @param write what is to be done with a group, in the order in which it came; it deals with its
   *     failures, for each caller hears only that it was called
   */
  GroupedWrites(Consumer<List<T>> write) {
    this.write = write;
  }

  /** Returns when it was written, here or by another thread. */
  void write(T one) {
    waiting.add(one);
    writing.lock();
    try {
      List<T> group = next();
      if (!group.isEmpty()) {
        write.accept(group);
      }
    } finally {
      writing.unlock();
    }
  }

  private List<T> next() {
    List<T> group = new ArrayList<>();
    for (T one = waiting.poll(); one != null; one = waiting.poll()) {
      group.add(one);
    }
    return group;
  }
}
