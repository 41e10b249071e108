package io.qubix.command.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Compares the clock with a monotonic ticker, to notice that the clock was set. */
final class ClockWatch {

  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private @Nullable Instant lastInstant;
  private long lastNanos;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  ClockWatch(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Returns whether the clock agreed with the ticker since the last call; false for the first call.
   */
  boolean ranTrue(Instant now) {
    long tick = nanos.getAsLong();
    Instant before = lastInstant;
    Duration ticked = Duration.ofNanos(tick - lastNanos);
    lastInstant = now;
    lastNanos = tick;
    return before != null
        && Duration.between(before, now).minus(ticked).abs().compareTo(TOLERATED) <= 0;
  }
}
