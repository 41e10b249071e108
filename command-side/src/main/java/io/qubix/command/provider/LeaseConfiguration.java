package io.qubix.command.provider;

import io.qubix.command.bus.Commands;
import io.qubix.command.eventstore.SelectedStream;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is heard, and who fell silent. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
@EnableConfigurationProperties(LeaseTerms.class)
class LeaseConfiguration {

  /**
   * The processor that keeps leases. It began with the first event of the log, so that its rows
   * agree with the events even where an earlier version had passed some over.
   */
  static final String LEASES = "leases";

  /** The processor that takes jobs from lost providers. */
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

  /** Two of them: a job that can't be taken away yet keeps no lease from beginning or ending. */
  @Bean
  ConfigurerModule leaseProcessors() {
    return axon ->
        axon.eventProcessing(
            processing -> {
              register(processing, LEASES);
              register(processing, LOST_PROVIDERS);
            });
  }

  /** A failure is tried again, never skipped: else the job of a lost provider would hang. */
  private static void register(EventProcessingConfigurer processing, String name) {
    processing
        .registerPooledStreamingEventProcessor(
            name,
            axon -> SelectedStream.of(axon, name),
            (axon, processor) ->
                processor
                    .initialSegmentCount(1)
                    .initialToken(StreamableMessageSource::createTailToken))
        .registerListenerInvocationErrorHandler(name, axon -> PropagatingErrorHandler.instance());
  }
}
