package io.qubix.command.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** One reader's position in the log. Used by one thread at a time. */
final class LogStream implements TrackingEventStream {

  private final LogTail tail;
  private final Deque<TrackedEventMessage<?>> ahead = new ArrayDeque<>();
  private long position;
  private @Nullable Runnable unregister;

  LogStream(LogTail tail, @Nullable TrackingToken token) {
    this.tail = tail;
    this.position = token == null ? 0 : token.position().orElse(0);
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    if (ahead.isEmpty()) {
      ahead.addAll(tail.after(position));
    }
    return Optional.ofNullable(ahead.peek());
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (peek().isPresent()) {
      return true;
    }
    if (timeout <= 0) {
      return false;
    }
    tail.await(position, unit.toMillis(timeout));
    return peek().isPresent();
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (peek().isEmpty()) {
      tail.await(position, Long.MAX_VALUE / 1_000_000_000);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    TrackedEventMessage<?> event = ahead.remove();
    position = event.trackingToken().position().orElse(position);
    return event;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    close();
    unregister = tail.onNews(event -> true, callback);
    return true;
  }

  @Override
  public void close() {
    if (unregister != null) {
      unregister.run();
      unregister = null;
    }
  }
}
