package io.qubix.log.append;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Holds the commands whose events wait to be written, bounded in number and in bytes. */
final class AppendQueue {

  private final BlockingQueue<Append> appends;
  private final AtomicLong bytes = new AtomicLong();
  private final long mostBytes;

  AppendQueue(int most, long mostBytes) {
    this.appends = new ArrayBlockingQueue<>(most);
    this.mostBytes = mostBytes;
  }

  /** Returns false when too much is waiting; a single append is never too much. */
  boolean offer(Append append) {
    // Counts only appends that fit: a larger one must not block smaller ones.
    long before =
        bytes.getAndUpdate(waiting -> waiting + (fits(append, waiting) ? append.bytes() : 0));
    if (!fits(append, before)) {
      return false;
    }
    if (appends.offer(append)) {
      return true;
    }
    taken(append);
    return false;
  }

  private boolean fits(Append append, long waiting) {
    return waiting == 0 || waiting + append.bytes() <= mostBytes;
  }

  Append take() throws InterruptedException {
    return taken(appends.take());
  }

  @Nullable Append poll() {
    Append next = appends.poll();
    return next == null ? null : taken(next);
  }

  /** Returns whether the append was still waiting. */
  boolean remove(Append append) {
    if (!appends.remove(append)) {
      return false;
    }
    taken(append);
    return true;
  }

  int size() {
    return appends.size();
  }

  boolean isEmpty() {
    return appends.isEmpty();
  }

  /** Returns the size of all waiting appends in bytes. */
  long bytes() {
    return bytes.get();
  }

  private Append taken(Append append) {
    bytes.addAndGet(-append.bytes());
    return append;
  }
}
