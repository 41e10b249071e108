package io.qubix.app.http.body;

import io.qubix.api.Rejection;
import io.qubix.api.json.Allowance;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory of all bodies together. When none is left, the body that has made no progress
 * for longest is given up. When all of them make progress, the body that needs more is refused, so
 * that the node survives and serves the others.
 */
public final class BodyBudget {

  /** The most memory of one body on any heap, because readers of the store need as much. */
  private static final long LARGEST = 128L * 1024 * 1024;

  /** The first bytes of a body are not counted: reports and heartbeats need no more. */
  private static final long FREE = 16_384;

  /** A larger body leaves a quarter of the budget to smaller ones. */
  private static final long LARGE = 1024 * 1024;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final long total;
  private final UnderWay underWay = new UnderWay(Duration.ofSeconds(5));
  private final AtomicLong taken = new AtomicLong();

  public BodyBudget(long total) {
    this.total = total;
  }

  public long taken() {
    return taken.get();
  }

  /** Returns the memory for one request; the caller closes it at the end. */
  public Claim claim() {
    return new Claim(null);
  }

  /** Returns the memory for a body that may be given up for others until it has arrived. */
  public Claim claim(UnderWay.Transfer coming) {
    return new Claim(coming);
  }

  /** The memory of one body. */
  public final class Claim implements Allowance, AutoCloseable {

    private long own;
    private boolean closed;
    private volatile UnderWay.@Nullable Transfer coming;

    private Claim(UnderWay.@Nullable Transfer coming) {
      this.coming = coming;
    }

    @Override
    public void take(long bytes) {
      while (!isTaken(bytes)) {
        if (isOver() || !underWay.makeRoomFor(coming)) {
          throw new Rejection.Unavailable(
              "Too many large requests at once; please try again", SOON);
        }
      }
    }

    private synchronized boolean isOver() {
      return closed;
    }

    private synchronized boolean isTaken(long bytes) {
      long wanted = own + bytes;
      if (wanted > Math.min(LARGEST, forLarge())) {
        throw new Rejection.TooLarge("The JSON has more values than can be read here at once");
      }
      long counted = Math.max(0, wanted - FREE) - Math.max(0, own - FREE);
      long limit = wanted > LARGE ? forLarge() : total;
      if (closed || !isGranted(counted, limit)) {
        return false;
      }
      own = wanted;
      if (counted > 0 && coming != null) {
        underWay.began(coming);
      }
      return true;
    }

    /** Counts only bytes that fit: a larger claim must not block a smaller one that fits. */
    private boolean isGranted(long bytes, long limit) {
      return bytes == 0
          || taken.getAndUpdate(now -> now + bytes <= limit ? now + bytes : now) + bytes <= limit;
    }

    /** Notes that the body no longer depends on its client. */
    synchronized void arrived() {
      if (coming != null) {
        underWay.ended(coming);
        coming = null;
      }
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        arrived();
        taken.addAndGet(-Math.max(0, own - FREE));
      }
    }
  }

  private long forLarge() {
    return total / 4 * 3;
  }
}
