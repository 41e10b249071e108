package io.qubix.command.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which the service could hear its workers.
 *
 * @param since silence from before this time does not count
 * @param sweptAt the time of the last sweep
 */
record SweepState(Instant since, Instant sweptAt) {

  /**
   * Returns the time as of another sweep.
   *
   * @param before the time as of the previous sweep, or null at the first one
   * @param interrupted whether this node could not hear meanwhile, or its clock jumped
   */
  static SweepState at(
      Instant now, @Nullable SweepState before, boolean interrupted, LeaseTerms terms) {
    if (interrupted || before == null || before.interruptedAt(now, terms.interruption())) {
      return new SweepState(now, now);
    }
    return new SweepState(before.since, now);
  }

  /**
   * Returns the newest "last seen" that counts as silent, or null when every worker was heard
   * recently.
   */
  @Nullable Instant silentSince(LeaseTerms terms) {
    Instant lastSeen = sweptAt.minus(terms.settled()).minus(terms.length());
    return since.isAfter(lastSeen) ? null : lastSeen;
  }

  /**
   * Looks at both directions: a clock that went far back says nothing about the time that passed.
   */
  private boolean interruptedAt(Instant now, Duration tolerated) {
    return Duration.between(sweptAt, now).abs().compareTo(tolerated) > 0;
  }
}
