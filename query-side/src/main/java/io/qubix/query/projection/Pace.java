package io.qubix.query.projection;

import java.time.Duration;

/**
 * How long a read model rests between two batches.
 *
 * @param unasked while nobody waits for it: what it may lag then
 * @param asked while somebody does: what they may have to wait because others did just before
 */
record Pace(Duration unasked, Duration asked) {

  /** A job that is over within half a second is written once, not after each of its steps. */
  static final Pace STEADY = new Pace(Duration.ofMillis(500), Duration.ofMillis(5));
}
