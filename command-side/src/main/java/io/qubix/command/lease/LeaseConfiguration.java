package io.qubix.command.lease;

import io.qubix.command.bus.Commands;
import io.qubix.log.follow.HandlingFollower;
import io.qubix.log.follow.LogFollower;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Configures the leases of workers, and the sweep for silent ones. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
@EnableConfigurationProperties(LeaseTerms.class)
class LeaseConfiguration {

  /**
   * The follower that keeps leases. It began with the first event of the log, so that its rows are
   * right even where an earlier version had skipped events.
   */
  static final String LEASES = "leases";

  /** The follower that takes jobs from lost providers. */
  static final String LOST_PROVIDERS = "lost-providers";

  @Bean
  Leases leases(LeaseTable table, LeaseTerms terms, Clock clock) {
    return new Leases(table, terms, clock);
  }

  @Bean
  LeaseSweep leaseSweep(
      LeaseTerms terms,
      LeaseTable table,
      Leases leases,
      DataSource dataSource,
      Commands commands,
      Clock clock) {
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return new LeaseSweep(terms, table, leases, transaction, commands, clock, System::nanoTime);
  }

  @Bean
  Repeated leaseWriter(LeaseTerms terms, Leases leases) {
    return new Repeated("lease-writer", terms.writeEvery(), leases::write, leases::write);
  }

  @Bean
  Repeated leaseSweeper(LeaseTerms terms, LeaseSweep sweep) {
    return new Repeated("lease-sweeper", terms.sweepEvery(), sweep::sweep, () -> {});
  }

  @Bean
  Repeated longGone(LeaseTable table, LeaseTerms terms, Commands commands, Clock clock) {
    LongGone gone = new LongGone(table, terms.forgetAfter(), commands, clock);
    return new Repeated("long-gone", Duration.ofMinutes(1), gone::forget, () -> {});
  }

  @Bean
  LogFollower leaseFollower(LeaseTable table, Clock clock) {
    return new LeaseFollower(LEASES, table, clock);
  }

  /** Separate from the leases, so that an attempt that cannot be ended yet does not delay them. */
  @Bean
  LogFollower lostProviders(Commands commands) {
    return HandlingFollower.sending(LOST_PROVIDERS, new LostProviders(commands));
  }
}
