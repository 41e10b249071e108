package io.qubix.api.provider.reputation;

import io.qubix.api.job.Effort;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that completed attempts took; older ones count for less.
 *
 * @param attempts whose times are known
 * @param asked seconds that their consumers asked for
 * @param used seconds that the server measured
 * @param overReported those whose worker reported more than was measured
 */
public record WorkPace(long attempts, double asked, double used, Weighted overReported) {

  static final WorkPace NONE = new WorkPace(0, 0, 0, Weighted.NONE);

  WorkPace plus(Effort effort) {
    return new WorkPace(
        attempts + 1,
        asked + seconds(effort.asked()),
        used + seconds(effort.time().measured()),
        effort.time().overReported() ? overReported.plusOne() : overReported);
  }

  WorkPace faded(double factor) {
    return attempts == 0
        ? this
        : new WorkPace(attempts, asked * factor, used * factor, overReported.faded(factor));
  }

  /** Returns how much of the time asked for was used, or null when that is not known. */
  public @Nullable Double usedOfAsked() {
    return asked == 0 ? null : used / asked;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
