package io.qubix.api.job;

import java.time.Duration;

/**
 * How long a completed attempt took.
 *
 * @param asked what the consumer said that the job needs
 * @param time what its worker reported, and what the server measured
 */
public record Effort(Duration asked, WorkTime time) {

  private static final double NANOS_OF_HOUR = 3_600_000_000_000.0;

  /**
   * @param computeNeeded hours
   */
  public static Effort of(double computeNeeded, WorkTime time) {
    return new Effort(Duration.ofNanos(Math.round(computeNeeded * NANOS_OF_HOUR)), time);
  }
}
