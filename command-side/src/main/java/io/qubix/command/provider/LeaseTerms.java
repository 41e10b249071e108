package io.qubix.command.provider;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long workers may be silent.
 *
 * @param length a worker that was not heard for so long is gone
 * @param sweepEvery how often it is looked for such workers
 * @param writeEvery how often what was heard is written
 */
@ConfigurationProperties("qubix.leases")
record LeaseTerms(
    @DefaultValue("90s") Duration length,
    @DefaultValue("5s") Duration sweepEvery,
    @DefaultValue("1s") Duration writeEvery) {

  static final LeaseTerms DEFAULT =
      new LeaseTerms(Duration.ofSeconds(90), Duration.ofSeconds(5), Duration.ofSeconds(1));

  /** After so long, whatever any node heard is written. */
  Duration settled() {
    return writeEvery.multipliedBy(2);
  }

  /** Without a sweep for so long, nobody could hear. */
  Duration interruption() {
    return sweepEvery.multipliedBy(3);
  }
}
