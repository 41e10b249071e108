package io.qubix.command.eventstore;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Configures {@code qubix.log=axon}: Axon's own engine, where each command is a transaction and
 * nothing is sealed.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "qubix.log", havingValue = "axon")
class AxonLogConfiguration {

  @Bean
  LogEngine logEngine(JdbcTemplate jdbc) {
    return LogEngine.axon(jdbc);
  }

  @Bean
  PostgresEventStorage eventStorage(
      ConnectionProvider connections,
      @Qualifier("axonTransactionManager") TransactionManager transactions,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      Serializer serializer,
      org.axonframework.config.Configuration axon) {
    return new PostgresEventStorage(
        connections,
        transactions,
        eventSerializer,
        serializer,
        axon.upcasterChain(),
        snapshot -> axon.snapshotFilter().allow(snapshot));
  }

  @Bean
  EventStore eventStore(PostgresEventStorage storage, LogTail tail, AggregateCache cache) {
    return TailedEventStore.over(storage, tail, cache, tail::committed);
  }
}
