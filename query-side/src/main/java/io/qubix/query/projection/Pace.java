package io.qubix.query.projection;

import java.time.Duration;

/**
 * How long a read model rests between two batches.
 *
 * @param unasked while nobody here waits for it: what it may lag then
 * @param asked while somebody does: what they may have to wait because others did just before
 */
record Pace(Duration unasked, Duration asked) {

  static final Pace STEADY = new Pace(Duration.ofMillis(50), Duration.ofMillis(5));
}
