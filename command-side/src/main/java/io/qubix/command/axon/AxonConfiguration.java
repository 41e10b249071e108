package io.qubix.command.axon;

import io.qubix.log.OnSealedLog;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.follow.Followers;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.runtime.memory.HeapShare;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

  /** For one node: a job rarely gets commands for long. */
  private static final int CACHED_AGGREGATES = 100_000;

  /** The approximate size of a job, which keeps neither input nor result. */
  private static final int BYTES_OF_AGGREGATE = 1_000;

  @Bean
  AggregateCache aggregates(EventStore store, CommittedEvents events) {
    long room = HeapShare.AGGREGATES.bytes() / BYTES_OF_AGGREGATE;
    return new AggregateCache((int) Math.min(CACHED_AGGREGATES, room), store::lastSequenceNumberFor)
        .hearing(events);
  }

  @Bean
  BackgroundSnapshotter snapshotter(
      ObjectProvider<org.axonframework.config.Configuration> axon,
      EventStore store,
      Serializer serializer) {
    // The aggregates are built with this, so it looks up their repositories later.
    return new BackgroundSnapshotter(type -> axon.getObject().repository(type), store, serializer);
  }

  /**
   * Snapshots aggregates whose streams have no end. Snapshots are no part of the log and its seal:
   * deleting all of them costs only time.
   */
  @Bean
  SnapshotTriggerDefinition snapshots(
      BackgroundSnapshotter snapshotter, @Value("${qubix.snapshots.every:200}") int events) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, events);
  }

  /** Commands hold no connection: they only write events, and the writer has its own connection. */
  @Bean
  @OnSealedLog
  CommandBus commandBus(org.axonframework.config.Configuration axon) {
    SimpleCommandBus bus =
        SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE).build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }

  @Bean
  Followers followers(
      ObjectProvider<LogFollower> followers, FollowedLog log, DataSource dataSource) {
    return new Followers("follower", false, followers.stream().toList(), log, dataSource);
  }

  @Bean
  SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
    return JdbcSagaStore.builder()
        .connectionProvider(connections)
        .serializer(serializer)
        .sqlSchema(
            new PostgresSagaSqlSchema(
                SagaSchema.builder()
                    .sagaEntryTable("saga")
                    .revisionColumn("revision")
                    .serializedSagaColumn("saga")
                    .associationValueEntryTable("saga_association")
                    .associationKeyColumn("key")
                    .associationValueColumn("value")
                    .sagaIdColumn("saga_id")
                    .sagaTypeColumn("saga_type")
                    .build()))
        .build();
  }
}
