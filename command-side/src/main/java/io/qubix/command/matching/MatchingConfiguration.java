package io.qubix.command.matching;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.log.EventLog;
import io.qubix.command.bus.Commands;
import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

/** One writer for the whole market: one segment, whose claim says which node it is. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
class MatchingConfiguration {

  private static final int BATCH = 256;

  @Bean
  Matcher matcher(
      JdbcTemplate jdbc, Commands commands, EventLog log, Clock clock, MeterRegistry registry) {
    MatchingMeters meters = new MatchingMeters(registry);
    return new Matcher(new BookStore(jdbc), new Assignments(commands, log, clock, meters), meters);
  }

  @Bean
  ConfigurerModule matchingProcessor() {
    return configurer ->
        configurer.eventProcessing(
            processing ->
                processing
                    .registerPooledStreamingEventProcessor(
                        Matcher.GROUP,
                        axon -> axon.eventStore(),
                        (axon, processor) ->
                            processor
                                .initialSegmentCount(1)
                                .initialToken(StreamableMessageSource::createTailToken)
                                .batchSize(BATCH))
                    .registerListenerInvocationErrorHandler(
                        Matcher.GROUP, axon -> PropagatingErrorHandler.instance()));
  }
}
