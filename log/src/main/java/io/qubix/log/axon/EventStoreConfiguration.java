package io.qubix.log.axon;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.json.Json;
import io.qubix.log.append.GroupCommit;
import io.qubix.log.distribute.LogTail;
import io.qubix.log.name.EventNames;
import io.qubix.log.name.NamedSerializer;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
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
  PostgresEventStorage eventStorage(
      JdbcTemplate jdbc,
      ConnectionProvider connections,
      @Qualifier("axonTransactionManager") TransactionManager transactions,
      @Qualifier("eventSerializer") Serializer eventSerializer,
      Serializer serializer,
      org.axonframework.config.Configuration axon,
      ObjectProvider<GroupCommit> writer) {
    return new PostgresEventStorage(
        jdbc,
        connections,
        transactions,
        eventSerializer,
        serializer,
        axon.upcasterChain(),
        snapshot -> axon.snapshotFilter().allow(snapshot),
        writer.getIfAvailable());
  }

  @Bean
  EventStore eventStore(
      PostgresEventStorage storage, LogTail tail, ObjectProvider<GroupCommit> writer) {
    // A writer announces its groups by itself.
    boolean announced = writer.getIfAvailable() != null;
    return LogEventStore.over(storage, announced ? () -> {} : tail::committed);
  }
}
