package io.qubix.worker.client;

import io.qubix.worker.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lines of an answer as they come, for a reader that does not wait for ever. */
final class LineQueue implements Subscriber<String>, AutoCloseable {

  /** Asked for ahead of the reader, so that a slow one slows the sender down. */
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

  /** Null at the end. */
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

  /** Nothing more is wanted: the sender is told, if it has not ended by itself. */
  @Override
  public void close() {
    closed = true;
    Subscription source = subscription;
    if (source != null) {
      source.cancel();
    }
  }
}
