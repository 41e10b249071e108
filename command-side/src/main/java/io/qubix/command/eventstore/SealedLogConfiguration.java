package io.qubix.command.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.log.seal.Seal;
import io.qubix.runtime.memory.HeapShare;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures {@code qubix.log=sealed}, the default: groups of commands are committed and sealed
 * together.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "qubix.log", havingValue = "sealed", matchIfMissing = true)
class SealedLogConfiguration {

  @Bean
  LogEngine logEngine(JdbcTemplate jdbc) {
    return LogEngine.sealed(jdbc);
  }

  @Bean
  GroupCommit groupCommit(
      DataSource dataSource,
      ObjectProvider<LogTail> tail,
      MeterRegistry meters,
      @Value("${qubix.append.queue:4096}") int queue,
      @Value("${qubix.append.wait:10s}") Duration wait) {
    GroupCommit writer =
        new GroupCommit(
            dataSource,
            (rows, last, idle) -> tail.getObject().committed(rows, last, idle),
            new AppendQueue(queue, HeapShare.APPENDING.bytes()),
            wait);
    Gauge.builder("qubix.log.waiting", writer, GroupCommit::waiting).register(meters);
    Gauge.builder("qubix.log.waiting.bytes", writer, GroupCommit::waitingBytes).register(meters);
    return writer;
  }

  @Bean
  PostgresEventStorage eventStorage(
      ConnectionProvider connections,
      @Qualifier("axonTransactionManager") TransactionManager transactions,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      Serializer serializer,
      org.axonframework.config.Configuration axon,
      GroupCommit writer) {
    return new SealedEventStorage(
        connections,
        transactions,
        eventSerializer,
        serializer,
        axon.upcasterChain(),
        snapshot -> axon.snapshotFilter().allow(snapshot),
        writer);
  }

  @Bean
  EventStore eventStore(PostgresEventStorage storage, LogTail tail, AggregateCache cache) {
    // The writer itself announces its groups.
    return TailedEventStore.over(storage, tail, cache, () -> {});
  }

  @Bean
  SealKey sealKey(@Value("${qubix.seal.key:data/seal.key}") Path file) {
    return SealKey.in(file);
  }

  @Bean
  SavedHeads savedHeads(
      Seal seal,
      @Value("${qubix.seal.heads:data/seal-heads.jsonl}") Path file,
      @Value("${qubix.seal.interval:1m}") Duration interval) {
    return new SavedHeads(seal, file, interval);
  }

  @Bean
  Seal seal(JdbcTemplate jdbc, JdbcTransactionManager axonPlatformTransactionManager, SealKey key) {
    TransactionTemplate snapshot = new TransactionTemplate(axonPlatformTransactionManager);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return new PostgresSeal(jdbc, snapshot, key);
  }

  /** Commands hold no connection: they only write events, and the writer has its own connection. */
  @Bean
  CommandBus commandBus(org.axonframework.config.Configuration axon) {
    SimpleCommandBus bus =
        SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE).build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }
}
