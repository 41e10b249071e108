package io.qubix.api.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an attempt took: as its worker says, and as the server measured.
 *
 * @param reported null when the worker did not say
 * @param measured since the assignment, never below 0
 */
public record WorkTime(@Nullable Duration reported, Duration measured) {

  /** Workers may round to whole seconds. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  /** The share of the measured time by which two good clocks differ at most: one in so many. */
  private static final int DRIFT = 1_000;

  /** Returns whether the worker says that it worked for longer than it had the job. */
  public boolean overReported() {
    return reported != null
        && reported.compareTo(measured.plus(ROUNDING).plus(measured.dividedBy(DRIFT))) > 0;
  }
}
