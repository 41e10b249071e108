package io.qubix.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.log.EventBatch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchedStreamTest {

  private static final int MOST = 3;

  private final EmbeddedEventStore log =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
  private final BlockingStream<TrackedEventMessage<?>> batched =
      BatchedStream.of(log, event -> true, MOST).openStream(null);

  @AfterEach
  void close() {
    batched.close();
    log.shutDown();
  }

  @Test
  void whatIsThereComesTogether_upToSoMany() throws Exception {
    List<EventMessage<?>> published = publish(5);
    TrackedEventMessage<?> first = batched.nextAvailable();
    assertThat(payloads(first)).containsExactly(1, 2, 3);
    assertThat(payloads(batched.nextAvailable())).containsExactly(4, 5);
    assertThat(batched.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    assertThat(first.getIdentifier())
        .as("it is taken for the last of them")
        .isEqualTo(published.get(2).getIdentifier());
    assertThat(first.trackingToken().position()).hasValue(2);
  }

  @Test
  void whatWasLookedAtIsNotChangedByWhatComes() throws Exception {
    publish(1);
    assertThat(batched.peek().map(BatchedStreamTest::payloads)).contains(List.of(1));
    publish(1);
    assertThat(payloads(batched.nextAvailable())).containsExactly(1);
    assertThat(payloads(batched.nextAvailable())).containsExactly(1);
  }

  private List<EventMessage<?>> publish(int events) {
    List<EventMessage<?>> messages =
        IntStream.rangeClosed(1, events)
            .<EventMessage<?>>mapToObj(GenericEventMessage::asEventMessage)
            .toList();
    log.publish(messages);
    return messages;
  }

  private static List<Object> payloads(TrackedEventMessage<?> batch) {
    return ((EventBatch) batch.getPayload())
        .events().stream().<Object>map(EventMessage::getPayload).toList();
  }
}
