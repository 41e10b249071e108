package io.qubix.app.http.answer;

import io.qubix.app.http.body.UnderWay;
import io.qubix.runtime.memory.LargeAnswers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of answers that have not left yet. When none is left, the client that has read
 * nothing for longest loses its connection. When all clients read, the new answer has to wait.
 */
public final class AnswerBudget {

  /** The first bytes of an answer are not counted: every request takes about as many. */
  private static final long FREE = 16_384;

  /** The number of copies of a byte from the store until it is in an answer. */
  private static final long COPIES = 6;

  private final long total;
  private final AtomicLong taken = new AtomicLong();
  private final UnderWay underWay = new UnderWay(Duration.ofSeconds(1));

  public AnswerBudget(long total) {
    this.total = total;
  }

  public long taken() {
    return taken.get();
  }

  /** Returns the memory for one answer; the caller closes it at the end. */
  public Claim claim() {
    return new Claim();
  }

  /** Allows this answer to be given up for others from now on. */
  void began(Sending sending) {
    underWay.began(sending);
  }

  void ended(Sending sending) {
    underWay.ended(sending);
  }

  /** The memory of one answer. */
  public final class Claim implements LargeAnswers.Room, AutoCloseable {

    private long counted;
    private boolean closed;

    /** Grants an answer that is larger than the whole budget, if no other is being made. */
    @Override
    public boolean isGranted(long stored) {
      return isFreed(Math.min(COPIES * stored, total / 4 * 3));
    }

    /** Returns whether the answer may grow to this size. */
    boolean isFreed(long size) {
      while (!isFree(size)) {
        if (isOver() || !underWay.makeRoomFor(null)) {
          return false;
        }
      }
      return true;
    }

    private synchronized boolean isOver() {
      return closed;
    }

    private synchronized boolean isFree(long size) {
      long more = Math.max(0, Math.max(0, size - FREE) - counted);
      if (more > 0 && (closed || !isTaken(more))) {
        return false;
      }
      counted += more;
      return true;
    }

    /** Counts only bytes that fit: a larger claim must not block a smaller one that fits. */
    private boolean isTaken(long more) {
      return taken.getAndUpdate(now -> now + more <= total ? now + more : now) + more <= total;
    }

    /** Counts the current size of the answer, even without room. */
    public synchronized void hold(long size) {
      if (!closed) {
        long now = Math.max(0, size - FREE);
        taken.addAndGet(now - counted);
        counted = now;
      }
    }

    @Override
    public synchronized void close() {
      hold(0);
      closed = true;
    }
  }
}
