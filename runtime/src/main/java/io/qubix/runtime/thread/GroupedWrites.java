package io.qubix.runtime.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Groups values that arrive during a write. A caller without rivals writes at once; of several
 * waiting callers one writes for all.
 */
public final class GroupedWrites<T> {

  static final int MOST = 256;
  static final int MOST_CHARACTERS = 1_000_000;

  private final Consumer<List<T>> write;
  private final ToIntFunction<T> characters;
  private final Queue<Queued<T>> waiting = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();

  /** A waiting value; {@code taken} is guarded by the lock. */
  private static final class Queued<T> {

    private final T one;
    private boolean taken;

    Queued(T one) {
      this.one = one;
    }
  }

  /**
   * @param write writes a group in the order of arrival. It handles its own failures, because a
   *     caller only learns that it was called
   * @param characters returns the size of a value; a group ends with the value that makes it too
   *     large
   */
  public GroupedWrites(Consumer<List<T>> write, ToIntFunction<T> characters) {
    this.write = write;
    this.characters = characters;
  }

  /** Returns after the value was written, by this thread or another. */
  public void write(T one) {
    writeAll(List.of(one));
  }

  /** Returns after all values were written, in their order, by this thread or others. */
  public void writeAll(List<T> all) {
    Queued<T> last = null;
    for (T one : all) {
      last = new Queued<>(one);
      waiting.add(last);
    }
    if (last == null) {
      return;
    }
    writing.lock();
    try {
      // The last one is taken after all before it.
      while (!last.taken) {
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
