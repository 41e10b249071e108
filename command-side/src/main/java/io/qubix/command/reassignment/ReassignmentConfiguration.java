package io.qubix.command.reassignment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

/** Configures the saga's processor, and deadlines that survive a restart. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
class ReassignmentConfiguration {

  @Bean
  SagaFollower sagaFollower(ObjectProvider<org.axonframework.config.Configuration> axon) {
    return new SagaFollower(axon::getObject);
  }

  @Bean
  ConfigurerModule reassignmentProcessor(SagaFollower follower) {
    return configurer ->
        configurer.eventProcessing(
            processing ->
                processing
                    .registerSubscribingEventProcessor(ReassignmentSaga.GROUP, axon -> follower)
                    .registerListenerInvocationErrorHandler(
                        ReassignmentSaga.GROUP, axon -> PropagatingErrorHandler.instance()));
  }

  @Bean
  DeadlineScheduler deadlineScheduler(
      DataSource dataSource,
      Clock clock,
      MeterRegistry meters,
      JdbcTemplate jdbc,
      org.axonframework.config.Configuration axon,
      Jackson3SerializerCustomizer json,
      @Qualifier("axonTransactionManager") TransactionManager transactions) {
    return new DeadlineScheduler(
        dataSource,
        clock,
        new DeadlineMeters(meters, jdbc),
        json,
        DbSchedulerDeadlineManager.builder()
            .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
            .transactionManager(transactions));
  }

  @Bean
  DeadlineManager deadlineManager(DeadlineScheduler scheduler) {
    return scheduler.manager();
  }
}
