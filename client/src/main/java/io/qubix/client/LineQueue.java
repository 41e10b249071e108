package io.qubix.client;

import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands the lines of an answer to a reader that waits a limited time for each. */
final class LineQueue implements Subscriber<String>, AutoCloseable {

  /** Lines requested ahead of the reader; a slow reader thereby slows the sender down. */
  private static final int AHEAD = 64;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Duration silence;
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable Throwable broken;
  private volatile boolean closed;

  /**
   * @param silence the longest wait for the next line
   */
  LineQueue(Duration silence) {
    this.silence = silence;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (closed) {
      subscription.cancel();
    } else {
      subscription.request(AHEAD);
    }
  }

  @Override
  public void onNext(String line) {
    lines.add(Optional.of(line));
  }

  @Override
  public void onError(Throwable failure) {
    broken = failure;
    lines.add(Optional.empty());
  }

  @Override
  public void onComplete() {
    lines.add(Optional.empty());
  }

  /** Returns the next line, or null at the end. */
  @Nullable String next() throws Unavailable, InterruptedException {
    Optional<String> line = lines.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw new Unavailable("the answer stopped in the middle", null);
    }
    if (line.isPresent()) {
      Subscription source = subscription;
      if (source != null) {
        source.request(1);
      }
      return line.get();
    }
    if (broken != null) {
      throw new Unavailable("the answer broke off", null);
    }
    return null;
  }

  String rest() throws Unavailable, InterruptedException {
    StringJoiner rest = new StringJoiner("\n");
    for (String line = next(); line != null; line = next()) {
      rest.add(line);
    }
    return rest.toString();
  }

  /** Cancels the answer if it has not ended. */
  @Override
  public void close() {
    closed = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }
}
