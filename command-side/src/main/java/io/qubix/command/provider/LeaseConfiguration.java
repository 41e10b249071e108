package io.qubix.command.provider;

import io.qubix.command.bus.Commands;
import io.qubix.command.eventstore.SelectedStream;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
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

  /** The processor that follows providers going online and offline. */
  static final String PROCESSOR = "lost-providers";

  @Bean
  Leases leases(LeaseTable table, Clock clock) {
    return new Leases(table, clock);
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

  /** A failure is tried again, never skipped: else the job of a lost provider would hang. */
  @Bean
  ConfigurerModule lostProvidersProcessor() {
    return axon ->
        axon.eventProcessing(
            processing ->
                processing
                    .registerPooledStreamingEventProcessor(
                        PROCESSOR,
                        configuration ->
                            SelectedStream.of(configuration.eventStore(), LostProviders::reads),
                        (configuration, processor) ->
                            processor
                                .initialSegmentCount(1)
                                .initialToken(StreamableMessageSource::createTailToken))
                    .registerListenerInvocationErrorHandler(
                        PROCESSOR, configuration -> PropagatingErrorHandler.instance()));
  }
}
