package io.qubix.command.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long workers may be silent. A worker that says three times a lease that it is there is never
 * taken for silent, even when renewals are written late or missed in a short outage: so short
 * leases are looked after more often than configured.
 *
 * @param length a worker that was not heard for so long is gone
 * @param sweepEvery how often silent workers are looked for, at least six times a lease
 * @param writeEvery how often renewals are written, at least twelve times a lease
 */
@ConfigurationProperties("qubix.leases")
record LeaseTerms(
    @DefaultValue("90s") Duration length,
    @DefaultValue("5s") Duration sweepEvery,
    @DefaultValue("1s") Duration writeEvery) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  static final LeaseTerms DEFAULT =
      new LeaseTerms(Duration.ofSeconds(90), Duration.ofSeconds(5), Duration.ofSeconds(1));

  LeaseTerms {
    if (length.toMillis() < SHORTEST.toMillis()) {
      throw new IllegalArgumentException("qubix.leases.length must be 1s or more");
    }
    sweepEvery = shorter(sweepEvery, length.dividedBy(6));
    writeEvery = shorter(writeEvery, length.dividedBy(12));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** After so long, whatever any node heard is written. */
  Duration settled() {
    return writeEvery.multipliedBy(2);
  }

  /** The pause after which a node assumes that no worker could be heard; half a lease at most. */
  Duration interruption() {
    return sweepEvery.multipliedBy(3);
  }

  /** A renewal that comes so long after the last one is written before it is answered. */
  Duration late() {
    return length.dividedBy(2);
  }
}
