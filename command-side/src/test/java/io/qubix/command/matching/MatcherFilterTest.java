package io.qubix.command.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Event;
import io.qubix.api.ExampleEvents;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.provider.event.ProviderRegistered;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events that the matcher skips would not have changed its book in any state. */
class MatcherFilterTest {

  private static final List<Event> EVENTS = ExampleEvents.all();

  static Stream<Event> passedOver() {
    return EVENTS.stream()
        .filter(event -> !Matcher.reads(GenericEventMessage.asEventMessage(event)));
  }

  @ParameterizedTest
  @MethodSource("passedOver")
  void itChangesNoBook(Object passedOver) {
    for (Object first : EVENTS) {
      for (Object second : EVENTS) {
        OrderBook book =
            OrderBook.of(
                new Cheapest(), JobOrder.OLDEST, Clock.systemUTC(), 0, List.of(), List.of());
        book.apply(1, ExampleEvents.of(JobCreated.class));
        book.apply(2, ExampleEvents.of(ProviderRegistered.class));
        book.apply(3, first);
        book.apply(4, second);
        book.drainChanges();
        int jobs = book.openJobs();
        int providers = book.freeProviders();

        book.apply(5, passedOver);

        assertThat(book.drainChanges())
            .isEqualTo(new BookChanges(List.of(), List.of(), List.of(), List.of()));
        assertThat(book.openJobs()).isEqualTo(jobs);
        assertThat(book.freeProviders()).isEqualTo(providers);
      }
    }
  }
}
