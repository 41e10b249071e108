package io.qubix.query.projection;

import io.qubix.api.log.AtMost;
import io.qubix.api.log.EventBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows its reader what there is, all of it in one {@link EventBatch}, and then nothing for a
 * while: a batch costs as much as dozens of events, and under load there are hundreds a moment
 * later, many of them about the same jobs. News after a quiet time is shown at once.
 *
 * <p>It is never more than a batch ahead of what was written, however far behind that is.
 */
final class PacedStream implements TrackingEventStream {

  /** Events in a batch: what whoever asks may have to wait for. */
  static final int MOST = 5_000;

  private static final AtMost AT_ONCE = AtMost.events(MOST);

  private final TrackingEventStream log;
  private final Pace pace;
  private final String projection;
  private final ProjectionPositions positions;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean planned = new AtomicBoolean();
  private Runnable unregister = () -> {};
  private volatile Runnable reader = () -> {};

  /** When the newest batch was made, and where it and the one before it end. */
  private volatile long madeAt;

  private volatile long end = Long.MIN_VALUE;
  private volatile long endBefore = Long.MIN_VALUE;

  /** Whether the newest batch left something behind: then there is no rest. */
  private volatile boolean full;

  private @Nullable TrackedEventMessage<EventBatch> ready;

  PacedStream(
      TrackingEventStream log,
      Pace pace,
      String projection,
      ProjectionPositions positions,
      ScheduledExecutorService timer) {
    this.log = log;
    this.pace = pace;
    this.madeAt = System.nanoTime() - pace.unasked().toNanos();
    this.projection = projection;
    this.positions = positions;
    this.timer = timer;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    if (ready == null && log.peek().isPresent() && isDue()) {
      ready = batch();
    }
    return Optional.ofNullable(ready);
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    return peek().isPresent()
        || timeout > 0 && log.hasNextAvailable(timeout, unit) && peek().isPresent();
  }

  /**
   * @throws IllegalStateException when nothing is shown
   */
  @Override
  public TrackedEventMessage<?> nextAvailable() {
    TrackedEventMessage<?> next =
        peek().orElseThrow(() -> new IllegalStateException("There is nothing to be read yet"));
    ready = null;
    return next;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    reader = callback;
    unregister.run();
    unregister = positions.follow(projection, this::news);
    return log.setOnAvailableCallback(this::news);
  }

  @Override
  public void close() {
    unregister.run();
    log.close();
  }

  private boolean isDue() {
    long left = untilDue();
    if (left > 0 && left < Long.MAX_VALUE) {
      plan(left);
    }
    return left <= 0;
  }

  /** Nanoseconds; for ever while too much was shown that is not written. */
  private long untilDue() {
    if (positions.known(projection) < endBefore) {
      return Long.MAX_VALUE;
    }
    if (full) {
      return 0;
    }
    Duration rest = positions.isAwaited(projection) ? pace.asked() : pace.unasked();
    return madeAt + rest.toNanos() - System.nanoTime();
  }

  /** There may be something to show, or it may be due sooner than it was. */
  private void news() {
    long left = untilDue();
    if (left <= 0) {
      reader.run();
    } else if (left < Long.MAX_VALUE) {
      plan(left);
    }
  }

  private void plan(long nanos) {
    // One call is enough, unless somebody who asks is to be served sooner.
    if (planned.compareAndSet(false, true) || positions.isAwaited(projection)) {
      timer.schedule(this::wake, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void wake() {
    planned.set(false);
    reader.run();
  }

  private TrackedEventMessage<EventBatch> batch() {
    madeAt = System.nanoTime();
    EventBatch batch = EventBatch.take(log, AT_ONCE);
    full = batch.isFull(AT_ONCE);
    endBefore = end;
    end = batch.end();
    return batch.message();
  }
}
