package io.qubix.query.live;

import io.qubix.query.live.Frame.Progress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was last told of a job or a provider: frames about telemetry go on from here. Guarded by
 * itself.
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

  /** Notes how a job was found to be, unless more was heard of it. */
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

  /** Answers the newest metrics, to be shown along. */
  synchronized @Nullable JsonNode moved(Progress to) {
    progress = to;
    known = true;
    return metrics;
  }

  /** Keeps a progress until the metrics of its report come along. */
  synchronized void hold(Progress to, Instant at) {
    progress = to;
    known = true;
    held = at;
  }

  /**
   * The progress that still waits for its metrics, which waits no longer then.
   *
   * @param at when it was made, or null for whichever waits
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

  /** A progress, and the newest metrics that are known. */
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
   * Notes metrics that were told. Returns where the attempt is, or null when that is not known yet
   * or the job is over.
   */
  synchronized @Nullable Progress toldSample(long id, JsonNode sample) {
    lastSample = id;
    metrics = sample;
    held = null;
    return over || !known ? null : progress;
  }
}
