package io.qubix.app.http;

import io.qubix.api.Rejection;
import io.qubix.api.json.Allowance;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the bodies under way take together. A body that finds none left is refused while
 * it comes or is read, so that the node lives and serves the others.
 */
final class BodyBudget {

  /** The most that one body takes, however large the heap: readers of the store need as much. */
  private static final long LARGEST = 128L * 1024 * 1024;

  /** The bytes of a body that are not counted: reports and heartbeats need no more. */
  private static final long FREE = 16_384;

  /** A body beyond it leaves a quarter of the budget to the smaller ones. */
  private static final long LARGE = 1024 * 1024;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final long total;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long total) {
    this.total = total;
  }

  long taken() {
    return taken.get();
  }

  /** For one request; to be closed at its end. */
  Claim claim() {
    return new Claim();
  }

  /** What one body takes. */
  final class Claim implements Allowance, AutoCloseable {

    private long own;
    private boolean closed;

    @Override
    public synchronized void take(long bytes) {
      long wanted = own + bytes;
      if (wanted > Math.min(LARGEST, forLarge())) {
        throw new Rejection.TooLarge("The JSON has more values than can be read here at once");
      }
      long counted = Math.max(0, wanted - FREE) - Math.max(0, own - FREE);
      long limit = wanted > LARGE ? forLarge() : total;
      if (closed || !isGranted(counted, limit)) {
        throw new Rejection.Unavailable("Too many large requests at once; please try again", SOON);
      }
      own = wanted;
    }

    private boolean isGranted(long bytes, long limit) {
      if (bytes == 0 || taken.addAndGet(bytes) <= limit) {
        return true;
      }
      taken.addAndGet(-bytes);
      return false;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        taken.addAndGet(-Math.max(0, own - FREE));
      }
    }
  }

  private long forLarge() {
    return total / 4 * 3;
  }
}
