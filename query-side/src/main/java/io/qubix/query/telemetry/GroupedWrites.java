package io.qubix.query.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Writes together what comes while something is written. Who comes alone writes at once; of those
 * who had to wait one writes for all.
 */
final class GroupedWrites<T> {

  static final int MOST = 256;
  static final int MOST_CHARACTERS = 1_000_000;

  private final Consumer<List<T>> write;
  private final ToIntFunction<T> characters;
  private final Queue<Queued<T>> waiting = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();

  /** Its {@code taken} is read and written by whoever has the lock. */
  private static final class Queued<T> {

    private final T one;
    private boolean taken;

    Queued(T one) {
      this.one = one;
    }
  }

  /**
   * @param write what is to be done with a group, in the order in which it came; it deals with its
   *     failures, for each caller hears only that it was called
   * @param characters how large one is: a group ends with the one that makes it too large
   */
  GroupedWrites(Consumer<List<T>> write, ToIntFunction<T> characters) {
    this.write = write;
    this.characters = characters;
  }

  /** Returns when it was written, here or by another thread. */
  void write(T one) {
    Queued<T> mine = new Queued<>(one);
    waiting.add(mine);
    writing.lock();
    try {
      while (!mine.taken) {
        write.accept(next());
      }
    } finally {
      writing.unlock();
    }
  }

  private List<T> next() {
    List<T> group = new ArrayList<>();
    int size = 0;
    while (group.size() < MOST && size < MOST_CHARACTERS) {
      Queued<T> next = waiting.poll();
      if (next == null) {
        break;
      }
      next.taken = true;
      group.add(next.one);
      size += characters.applyAsInt(next.one);
    }
    return group;
  }
}
