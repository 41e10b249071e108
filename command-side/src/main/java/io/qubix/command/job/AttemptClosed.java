package io.qubix.command.job;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.money.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How and when an attempt ended.
 *
 * @param duration of the work, or null unless completed
 * @param cost of the attempt, or null unless completed
 * @param retryAt from when on the next attempt may begin, or null for at once, or without one
 */
record AttemptClosed(
    AttemptEnd end,
    Instant at,
    @Nullable Duration duration,
    @Nullable Money cost,
    boolean willRetry,
    @Nullable Instant retryAt) {

  static AttemptClosed completed(Instant at, Duration duration, Money cost) {
    return new AttemptClosed(AttemptEnd.COMPLETED, at, duration, cost, false, null);
  }

  static AttemptClosed failed(JobAttemptFailed event) {
    return new AttemptClosed(
        event.cause().end(), event.failedAt(), null, null, event.willRetry(), event.retryAt());
  }

  static AttemptClosed cancelled(Instant at) {
    return new AttemptClosed(AttemptEnd.CANCELLED, at, null, null, false, null);
  }

  /** Returns the refusal of a report that came after the end and did not cause it. */
  String refusal() {
    return switch (end) {
      case COMPLETED -> "The job is over: it was completed";
      case FAILED -> "This attempt was already reported as failed";
      case LOST -> "This attempt was taken away: its provider was lost";
      case GIVEN_BACK -> "This attempt was given back by its provider";
      case TIMED_OUT -> "This attempt was ended: its time was over";
      case STALLED -> "This attempt was ended: it made no progress";
      case BUDGET -> "This attempt was ended: it costs more than the job may";
      case CANCELLED -> "The job is over: it was cancelled";
    };
  }
}
