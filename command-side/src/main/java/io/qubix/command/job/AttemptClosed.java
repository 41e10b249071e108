package io.qubix.command.job;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.money.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How and when an attempt ended.
 *
 * @param duration of the work, or null unless completed
 * @param cost of the attempt, or null unless completed
 */
record AttemptClosed(
    AttemptEnd end,
    Instant at,
    @Nullable Duration duration,
    @Nullable Money cost,
    boolean willRetry) {

  static AttemptClosed completed(Instant at, Duration duration, Money cost) {
    return new AttemptClosed(AttemptEnd.COMPLETED, at, duration, cost, false);
  }

  static AttemptClosed failed(AttemptEnd end, Instant at, boolean willRetry) {
    return new AttemptClosed(end, at, null, null, willRetry);
  }

  static AttemptClosed cancelled(Instant at) {
    return new AttemptClosed(AttemptEnd.CANCELLED, at, null, null, false);
  }

  /** Returns the refusal of a report that came after the end and did not cause it. */
  String refusal() {
    return switch (end) {
      case COMPLETED -> "The job is over: it was completed";
      case FAILED -> "This attempt was already reported as failed";
      case LOST -> "This attempt was taken away: its provider was lost";
      case GIVEN_BACK -> "This attempt was given back by its provider";
      case CANCELLED -> "The job is over: it was cancelled";
    };
  }
}
