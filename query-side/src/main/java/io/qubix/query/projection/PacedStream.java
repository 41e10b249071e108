package io.qubix.query.projection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * Shows its reader what there is, all of it, and then nothing for a while: a batch costs as much as
 * dozens of events, and under load there are dozens a moment later. News after a quiet time is
 * shown at once.
 */
final class PacedStream implements TrackingEventStream {

  private final TrackingEventStream log;
  private final Pace pace;
  private final String projection;
  private final ProjectionPositions positions;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean planned = new AtomicBoolean();
  private volatile boolean shown = true;
  private volatile long shownAt;
  private volatile Runnable reader = () -> {};
  private Runnable unregister = () -> {};

  PacedStream(
      TrackingEventStream log,
      Pace pace,
      String projection,
      ProjectionPositions positions,
      ScheduledExecutorService timer) {
    this.log = log;
    this.pace = pace;
    this.shownAt = System.nanoTime() - pace.unasked().toNanos();
    this.projection = projection;
    this.positions = positions;
    this.timer = timer;
  }

  private void news() {
    boolean awaited = positions.isAwaited(projection);
    Duration rest = awaited ? pace.asked() : pace.unasked();
    long wait = shownAt + rest.toNanos() - System.nanoTime();
    if (wait <= 0) {
      show();
    } else if (awaited || planned.compareAndSet(false, true)) {
      timer.schedule(this::show, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void show() {
    planned.set(false);
    shownAt = System.nanoTime();
    shown = true;
    reader.run();
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return isAnyShown() ? log.peek() : Optional.empty();
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    return isAnyShown() || timeout > 0 && log.hasNextAvailable(timeout, unit);
  }

  private boolean isAnyShown() {
    if (!shown && System.nanoTime() - shownAt < pace.unasked().toNanos()) {
      return false;
    }
    // After that time its reader, which looks by itself now and then, finds what no news told.
    if (log.peek().isPresent()) {
      return true;
    }
    shown = false;
    // What came before this is seen here; of what comes after it there will be news, which must not
    // be undone here: it is only ever shown, never hidden, from now on.
    if (log.peek().isPresent()) {
      shown = true;
    }
    return shown;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    return log.nextAvailable();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    reader = callback;
    unregister.run();
    unregister = positions.onAwaited(projection, this::news);
    return log.setOnAvailableCallback(this::news);
  }

  @Override
  public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
    log.skipMessagesWithPayloadTypeOf(ignored);
  }

  @Override
  public void close() {
    unregister.run();
    log.close();
  }
}
