package io.qubix.api.job.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.view.Stop;
import io.qubix.api.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an attempt.
 *
 * @param timeRemaining seconds, at the speed so far, or null before the first percent and while no
 *     time has passed
 * @param costSoFar QUBIC for the time since the start, or null before the start, and when the books
 *     cannot hold it
 * @param stop when this report ended the attempt, or null when it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobProgress(
    int progress, @Nullable Double timeRemaining, @Nullable Money costSoFar, @Nullable Stop stop) {

  /** Of an attempt that goes on. */
  public JobProgress(int progress, @Nullable Double timeRemaining, @Nullable Money costSoFar) {
    this(progress, timeRemaining, costSoFar, null);
  }

  public JobProgress with(Stop taken) {
    return new JobProgress(progress, timeRemaining, costSoFar, taken);
  }

  /**
   * @param cost of a time, or null when the books cannot hold it
   */
  public static JobProgress at(
      int progress,
      @Nullable Instant startedAt,
      Instant now,
      Function<Duration, @Nullable Money> cost) {
    if (startedAt == null) {
      return new JobProgress(progress, null, null);
    }
    Duration elapsed = Duration.between(startedAt, now);
    Duration sofar = elapsed.isNegative() ? Duration.ZERO : elapsed;
    Double remaining =
        progress == 0 || sofar.isZero()
            ? null
            : Math.round(sofar.toMillis() * (100.0 - progress) / progress) / 1000.0;
    return new JobProgress(progress, remaining, cost.apply(sofar));
  }
}
