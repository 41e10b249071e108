package io.qubix.command.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

  private static final int SIZE = 1_000;

  private final AggregateCache cache = new AggregateCache(SIZE, stream -> Optional.empty());

  @Test
  void whatWasNotUsedForLongestGoesFirst() {
    put(0, SIZE);
    assertThat(cache.<String, Object>get("stream 0")).isNotNull();
    put(SIZE, 1);
    assertThat(cache.containsKey("stream 0")).isTrue();
    assertThat(cache.containsKey("stream 1")).isFalse();
  }

  @Test
  void whatIsNewStays_howeverOftenTheOldWasUsed() {
    put(0, SIZE);
    for (int use = 0; use < 4; use++) {
      IntStream.range(0, SIZE).forEach(number -> cache.get("stream " + number));
    }
    put(SIZE, SIZE / 2);
    assertThat(IntStream.range(SIZE, SIZE + SIZE / 2))
        .allMatch(number -> cache.containsKey("stream " + number));
  }

  @Test
  void whatIsOlderThanAChangeOfOthersIsNotKept() {
    cache.put("stream", copyAt(6));
    cache.heard(event(7));
    assertThat(cache.containsKey("stream")).isFalse();

    cache.put("stream", copyAt(6));
    assertThat(cache.containsKey("stream")).as("loaded before the change").isFalse();
    assertThat(cache.putIfAbsent("stream", copyAt(7))).as("loaded after it").isTrue();
    assertThat(cache.containsKey("stream")).isTrue();
  }

  @Test
  void anAggregateStays_thatKnowsTheChange() {
    cache.put("stream", copyAt(7));
    cache.heard(event(6));
    cache.heard(event(7));
    assertThat(cache.containsKey("stream")).isTrue();

    cache.heard(event(8));
    assertThat(cache.containsKey("stream")).isFalse();
  }

  private static DomainEventMessage<?> event(long sequence) {
    return new GenericDomainEventMessage<>("Test", "stream", sequence, "payload");
  }

  private void put(int from, int count) {
    IntStream.range(from, from + count).forEach(number -> cache.put("stream " + number, copyAt(0)));
  }

  /** An aggregate whose last event has that sequence. */
  private static AggregateCacheEntry<?> copyAt(long sequence) {
    return new AggregateCacheEntry<>(
        EventSourcedAggregate.reconstruct(
            new Object(), null, sequence, false, null, null, NoSnapshotTriggerDefinition.TRIGGER));
  }
}
