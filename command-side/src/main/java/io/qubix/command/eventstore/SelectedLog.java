package io.qubix.command.eventstore;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log for a reader that has a use for few of its events. The others wake nobody, and are passed
 * over before a processor looks at them: all but one in a thousand, so that its token goes along
 * and a restart does not begin far behind.
 */
public final class SelectedLog implements StreamableMessageSource<TrackedEventMessage<?>> {

  static final int PASSED_OVER = 1_000;

  private final StreamableMessageSource<TrackedEventMessage<?>> log;
  private final Predicate<EventMessage<?>> wanted;

  /**
   * @param wanted whether the reader has a use for an event; asked of any thread
   */
  public SelectedLog(
      StreamableMessageSource<TrackedEventMessage<?>> log, Predicate<EventMessage<?>> wanted) {
    this.log = log;
    this.wanted = wanted;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new Selection((TrackingEventStream) log.openStream(token));
  }

  @Override
  public TrackingToken createTailToken() {
    return log.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return log.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    return log.createTokenAt(dateTime);
  }

  private final class Selection implements TrackingEventStream {

    private final TrackingEventStream all;
    private int passedOver;

    Selection(TrackingEventStream all) {
      this.all = all;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      Optional<TrackedEventMessage<?>> next = all.peek();
      while (next.isPresent() && passedOver < PASSED_OVER && !wanted.test(next.get())) {
        take();
        passedOver++;
        next = all.peek();
      }
      return next;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      long end = System.nanoTime() + unit.toNanos(timeout);
      while (peek().isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !all.hasNextAvailable((int) left, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      while (peek().isEmpty()) {
        all.hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
      }
      passedOver = 0;
      return all.nextAvailable();
    }

    /** What was seen to be there: nothing is waited for. */
    private void take() {
      try {
        all.nextAvailable();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
      return all instanceof LogStream log
          ? log.setOnAvailableCallback(wanted, callback)
          : all.setOnAvailableCallback(callback);
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
