package io.qubix.command.provider;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when the service could hear its workers.
 *
 * @param since silence from before this does not count
 * @param sweptAt when it was last looked for silent workers
 */
record Hearing(Instant since, Instant sweptAt) {

  /**
   * How it stands at another sweep.
   *
   * @param before null at the first sweep of all
   * @param anew whether this node could not hear meanwhile, or its clock jumped
   */
  static Hearing at(Instant now, @Nullable Hearing before, boolean anew, LeaseTerms terms) {
    if (anew || before == null || before.interruptedAt(now, terms.interruption())) {
      return new Hearing(now, now);
    }
    return new Hearing(before.since, now);
  }

  /** Workers last heard then, or before, are gone; null: nobody was silent for long enough. */
  @Nullable Instant silentSince(LeaseTerms terms) {
    Instant lastSeen = sweptAt.minus(terms.settled()).minus(terms.length());
    return since.isAfter(lastSeen) ? null : lastSeen;
  }

  /** Either way: a clock that went back far says nothing about the time that passed. */
  private boolean interruptedAt(Instant now, Duration tolerated) {
    return Duration.between(sweptAt, now).abs().compareTo(tolerated) > 0;
  }
}
