package io.qubix.command.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.json.Json;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.follow.Followers;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.name.EventNames;
import io.qubix.log.name.NamedSerializer;
import io.qubix.log.read.EventLog;
import io.qubix.log.signal.Signals;
import io.qubix.runtime.memory.HeapShare;
import io.qubix.runtime.memory.LargeAnswers;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Configures Axon on PostgreSQL by plain JDBC. */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

  /** For one node: a job rarely gets commands for long. */
  private static final int CACHED_AGGREGATES = 100_000;

  /** The approximate size of a job, which keeps neither input nor result. */
  private static final int BYTES_OF_AGGREGATE = 1_000;

  @Bean
  static Jackson3SerializerCustomizer logJson() {
    Json.setDefaultLimits();
    return json ->
        json.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // The tokens of a replay contain other tokens, declared by their interface.
            .polymorphicTypeValidator(
                BasicPolymorphicTypeValidator.builder()
                    .allowIfSubType("org.axonframework.")
                    .allowIfSubType("io.qubix.")
                    .allowIfSubType("java.lang.")
                    .build());
  }

  @Bean
  @Qualifier("eventSerializer")
  Serializer eventSerializer(Jackson3SerializerCustomizer json) {
    return new NamedSerializer(json, EventNames.RELEASED);
  }

  @Bean
  JdbcTransactionManager axonPlatformTransactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  TransactionManager axonTransactionManager(JdbcTransactionManager axonPlatformTransactionManager) {
    return new SpringTransactionManager(axonPlatformTransactionManager);
  }

  @Bean
  ConnectionProvider connectionProvider(DataSource dataSource) {
    return new UnitOfWorkAwareConnectionProviderWrapper(
        new SpringDataSourceConnectionProvider(dataSource));
  }

  @Bean
  AggregateCache aggregates(PostgresEventStorage storage) {
    long room = HeapShare.AGGREGATES.bytes() / BYTES_OF_AGGREGATE;
    return new AggregateCache(
        (int) Math.min(CACHED_AGGREGATES, room), storage::lastSequenceNumberFor);
  }

  @Bean
  Signals signals(DataSource dataSource) {
    return new PostgresSignals(dataSource);
  }

  @Bean
  LogTail logTail(PostgresEventStorage storage, Signals signals) {
    return new LogTail(storage, signals);
  }

  @Bean
  EventLog eventLog(JdbcTemplate jdbc, ObjectProvider<LargeAnswers> large) {
    return new PostgresEventLog(jdbc, large.getIfAvailable(() -> LargeAnswers.UNLIMITED));
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
