package io.qubix.query.projection;

import io.qubix.api.Signals;
import io.qubix.api.log.EventLog;
import io.qubix.api.log.LogView;
import io.qubix.api.thread.VitalThreads;
import io.qubix.query.ForQueries;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives each projection its streaming processor. */
@Configuration(proxyBeanMethods = false)
@ForQueries
class ProjectionConfiguration {

  @Bean
  ProjectionRows projectionRows(JdbcTemplate jdbc) {
    return new ProjectionRows(jdbc);
  }

  @Bean
  ProjectionPositions positions(
      EventLog log,
      ProjectionRows rows,
      Signals signals,
      @Value("${qubix.query.wait:2s}") Duration longestWait) {
    return new ProjectionPositions(log, rows, signals, longestWait);
  }

  @Bean
  Letters.Store deadLetterStore(
      DataSource dataSource,
      TransactionManager transactions,
      Serializer serializer,
      @Qualifier("eventSerializer") Serializer eventSerializer) {
    return new Letters.Store(dataSource, transactions, serializer, eventSerializer);
  }

  @Bean
  DeadLetters deadLetters(
      List<Projection> projections, Letters.Store store, ProjectionRows rows, JdbcTemplate jdbc) {
    return new DeadLetters(projections, store, rows, jdbc);
  }

  @Bean
  SecondChance secondChance(DeadLetters deadLetters) {
    return new SecondChance(deadLetters);
  }

  @Bean
  Rebuilds rebuilds(
      List<Projection> projections,
      EventLog log,
      EventStore events,
      TransactionManager transactions,
      JdbcTemplate jdbc,
      ProjectionRows rows,
      Letters.Store letters,
      Clock clock) {
    return new Rebuilds(
        projections,
        log,
        new Rebuild.Tools(events, transactions, jdbc, rows, new RebuildRows(jdbc), letters, clock));
  }

  @Bean
  Projections projections(
      List<Projection> projections,
      EventLog log,
      ProjectionRows rows,
      Rebuilds rebuilds,
      JdbcTemplate jdbc) {
    return new Projections(projections, log, rows, new RebuildRows(jdbc), rebuilds, jdbc);
  }

  @Bean
  ProjectionMetrics projectionMetrics(Projections projections) {
    return new ProjectionMetrics(projections);
  }

  @Bean
  ProjectionWatch projectionWatch(
      Projections projections, EventProcessingConfiguration processing) {
    return new ProjectionWatch(projections, processing);
  }

  @Bean
  ProjectionHealth projectionHealthIndicator(DeadLetters letters) {
    return new ProjectionHealth(letters);
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService projectionPace() {
    return VitalThreads.timer("projection-pace", 1);
  }

  @Bean
  ConfigurerModule projectionProcessors(
      List<Projection> projections,
      Letters.Store store,
      ProjectionRows rows,
      ProjectionPositions positions,
      JdbcTemplate jdbc,
      ScheduledExecutorService projectionPace) {
    return configurer -> {
      for (Projection projection : projections) {
        Letters letters = store.of(projection.name(), Tables.LIVE);
        register(
            configurer.eventProcessing(),
            new ProjectionHandler(projection, letters, rows, positions, jdbc),
            log ->
                new LogView(
                    log,
                    events ->
                        new PacedStream(
                            events, Pace.STEADY, projection.name(), positions, projectionPace)));
      }
    };
  }

  /** Whatever a handler throws stops its processor, which tries again: it never goes on without. */
  private static void register(
      EventProcessingConfigurer processing,
      ProjectionHandler handler,
      UnaryOperator<StreamableMessageSource<TrackedEventMessage<?>>> paced) {
    String name = handler.name();
    processing
        .registerEventHandler(axon -> handler)
        .assignHandlerInstancesMatching(name, candidate -> candidate == handler)
        .registerListenerInvocationErrorHandler(name, axon -> PropagatingErrorHandler.instance())
        .registerPooledStreamingEventProcessor(
            name,
            axon -> paced.apply(axon.eventStore()),
            (axon, builder) ->
                builder
                    .initialSegmentCount(1)
                    .initialToken(StreamableMessageSource::createTailToken));
  }
}
