package io.qubix.command.matching;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.log.AtMost;
import io.qubix.api.log.CommittedEvents;
import io.qubix.api.log.EventBatch;
import io.qubix.api.log.EventLog;
import io.qubix.command.bus.Commands;
import io.qubix.command.eventstore.BatchedStream;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

/** One writer for the whole market: one segment, whose claim says which node it is. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
class MatchingConfiguration {

  /** Events in a message. */
  private static final int TOGETHER = 16;

  /**
   * Messages in a batch at most: under load all that wait, some 200 jobs'. With 50 jobs' a batch,
   * the others stood in line behind it.
   */
  private static final int BATCH = 64;

  @Bean
  MatchingMeters matchingMeters(MeterRegistry registry) {
    return new MatchingMeters(registry);
  }

  @Bean
  SharedBook sharedBook(CommittedEvents events, MatchingMeters meters) {
    return new SharedBook(events, meters);
  }

  @Bean
  Matcher matcher(
      JdbcTemplate jdbc,
      EventStore events,
      Commands commands,
      EventLog log,
      Clock clock,
      SharedBook book,
      MatchingMeters meters) {
    BookStore store = new BookStore(jdbc, (after, upTo, to) -> read(events, after, upTo, to));
    return new Matcher(store, new Assignments(commands, log, clock, meters), book, meters);
  }

  /** All of them were committed, so none is waited for long. */
  private static void read(
      EventStore events, long after, long upTo, BiConsumer<Long, Object> event) {
    long position = after;
    try (TrackingEventStream past =
        (TrackingEventStream) events.openStream(new GlobalSequenceTrackingToken(after))) {
      while (position < upTo) {
        if (!past.hasNextAvailable(10, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The log ends before the order book does");
        }
        // Those of one place: an upcaster may have made several of one.
        EventBatch place = EventBatch.take(past, AtMost.events(1));
        place.events().forEach(next -> event.accept(place.end(), next.getPayload()));
        position = place.end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Bean
  ConfigurerModule matchingProcessor() {
    return configurer ->
        configurer.eventProcessing(
            processing ->
                processing
                    .registerPooledStreamingEventProcessor(
                        Matcher.GROUP,
                        axon -> BatchedStream.of(axon.eventStore(), Matcher::reads, TOGETHER),
                        (axon, processor) ->
                            processor
                                .initialSegmentCount(1)
                                .initialToken(StreamableMessageSource::createTailToken)
                                .batchSize(BATCH))
                    .registerListenerInvocationErrorHandler(
                        Matcher.GROUP, axon -> PropagatingErrorHandler.instance()));
  }
}
