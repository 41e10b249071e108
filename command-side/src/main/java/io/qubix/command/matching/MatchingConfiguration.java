package io.qubix.command.matching;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.command.bus.Commands;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.read.EventLog;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.log.tail.LogMessage;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

/** Configures one writer for the whole market: the node that leads the matcher. */
@Configuration(proxyBeanMethods = false)
@Profile("command | !query")
class MatchingConfiguration {

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
      FollowedLog events,
      Commands commands,
      EventLog log,
      Clock clock,
      SharedBook book,
      MatchingPolicy policy,
      JobOrder order,
      MatchingMeters meters) {
    BookStore store =
        new BookStore(
            jdbc, (after, upTo, to) -> read(events, after, upTo, to), policy, order, clock);
    return new Matcher(store, new Assignments(commands, log, clock, meters), book, meters);
  }

  /** Reads committed events, so it does not block for new ones. */
  private static void read(FollowedLog log, long after, long upTo, BiConsumer<Long, Object> event) {
    for (long position = after; position < upTo; ) {
      List<? extends TrackedEventMessage<?>> page = log.after(position, AtMost.events(500));
      if (page.isEmpty()) {
        throw new IllegalStateException("The log ends before the order book does");
      }
      for (TrackedEventMessage<?> next : page) {
        position = LogMessage.positionOf(next);
        if (position <= upTo) {
          event.accept(position, next.getPayload());
        }
      }
    }
  }
}
