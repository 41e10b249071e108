package io.qubix.query.live;

import io.qubix.query.live.Frame.Progress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The last sent state of a job or a provider, from which frames about telemetry continue. Guarded
 * by itself.
 */
final class Watch {

  static final Watch NOTHING = new Watch(null, 0, 0);

  final @Nullable UUID providerId;
  private Progress progress = Progress.NONE;

  /** Whether the attempt's progress is known. */
  private boolean known;

  private @Nullable JsonNode metrics;

  /** The time of the progress that waits for the metrics of its report, or null when none does. */
  private @Nullable Instant held;

  private boolean over;
  private long lastLine;
  private long lastSample;

  private Watch(@Nullable UUID providerId, long lastLine, long lastSample) {
    this.providerId = providerId;
    this.lastLine = lastLine;
    this.lastSample = lastSample;
  }

  static Watch ofJob(long lastLine, long lastSample) {
    return new Watch(null, lastLine, lastSample);
  }

  static Watch ofProvider(UUID id, long lastSample) {
    return new Watch(id, 0, lastSample);
  }

  /** Notes the looked-up state of a job, unless a later one was heard. */
  synchronized void found(Progress at, boolean isOver) {
    if (!known) {
      progress = at;
      over = isOver;
      known = true;
    }
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Notes a progress. Returns the newest metrics, to be shown with it. */
  synchronized @Nullable JsonNode moved(Progress to) {
    progress = to;
    known = true;
    return metrics;
  }

  /** Keeps a progress until the metrics of its report arrive. */
  synchronized void hold(Progress to, Instant at) {
    progress = to;
    known = true;
    held = at;
  }

  /**
   * Returns the progress that waits for its metrics, and ends its wait.
   *
   * @param at the time of the progress, or null for any
   * @return null when none waits
   */
  synchronized @Nullable Held release(@Nullable Instant at) {
    if (held == null || at != null && !at.equals(held)) {
      return null;
    }
    Held released = new Held(progress, metrics, held);
    held = null;
    return released;
  }

  /** A progress, and the newest known metrics. */
  record Held(Progress progress, @Nullable JsonNode metrics, Instant at) {}

  synchronized void ended(boolean willRetry) {
    progress = Progress.NONE;
    metrics = null;
    held = null;
    over = !willRetry;
    known = true;
  }

  synchronized long lastLine() {
    return lastLine;
  }

  synchronized void toldLines(long upTo) {
    lastLine = upTo;
  }

  synchronized long lastSample() {
    return lastSample;
  }

  /**
   * Notes metrics that were sent. Returns the progress of the attempt, or null when it is unknown
   * or the job is over.
   */
  synchronized @Nullable Progress toldSample(long id, JsonNode sample) {
    lastSample = id;
    metrics = sample;
    held = null;
    return over || !known ? null : progress;
  }
}
