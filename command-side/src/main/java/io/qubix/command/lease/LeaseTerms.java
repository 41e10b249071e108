package io.qubix.command.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The durations of a lease. A worker that is heard three times a lease never counts as silent, even
 * if renewals are written late or missed in a short outage. Short leases are therefore checked more
 * often than configured.
 *
 * @param length the silence after which a worker counts as gone
 * @param sweepEvery the time between two sweeps for silent workers, at most a sixth of a lease
 * @param writeEvery the time between two writes of renewals, at most a twelfth of a lease
 * @param forgetAfter the time offline after which a provider leaves the market
 */
@ConfigurationProperties("qubix.leases")
record LeaseTerms(
    @DefaultValue("90s") Duration length,
    @DefaultValue("5s") Duration sweepEvery,
    @DefaultValue("1s") Duration writeEvery,
    @DefaultValue("30d") Duration forgetAfter) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  static final LeaseTerms DEFAULT =
      new LeaseTerms(
          Duration.ofSeconds(90),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofDays(30));

  LeaseTerms {
    if (length.toMillis() < SHORTEST.toMillis()) {
      throw new IllegalArgumentException("qubix.leases.length must be 1s or more");
    }
    if (forgetAfter.compareTo(length) < 0) {
      throw new IllegalArgumentException(
          "qubix.leases.forget-after must not be shorter than qubix.leases.length");
    }
    sweepEvery = shorter(sweepEvery, length.dividedBy(6));
    writeEvery = shorter(writeEvery, length.dividedBy(12));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The time after which all renewals of all nodes are written. */
  Duration settled() {
    return writeEvery.multipliedBy(2);
  }

  /**
   * The pause after which a node assumes that it could not hear any worker; at most half a lease.
   */
  Duration interruption() {
    return sweepEvery.multipliedBy(3);
  }

  /** The time since the last renewal after which the next one is written before the answer. */
  Duration late() {
    return length.dividedBy(2);
  }
}
