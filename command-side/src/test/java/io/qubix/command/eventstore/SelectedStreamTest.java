package io.qubix.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectedStreamTest {

  private final EmbeddedEventStore log =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
  private final BlockingStream<TrackedEventMessage<?>> selected =
      SelectedStream.of(log, event -> event.getPayloadType() == String.class).openStream(null);

  @AfterEach
  void close() {
    selected.close();
    log.shutDown();
  }

  @Test
  void theOthersArePassedOver() throws Exception {
    publish(1, 2, "a", 3, "b", 4);
    assertThat(read()).containsExactly("a", "b");
    assertThat(selected.peek()).isEmpty();
  }

  @Test
  void oneInAThousandOfTheOthersIsGiven_soThatTheTokenGoesAlong() throws Exception {
    publish(IntStream.rangeClosed(1, 2 * SelectedStream.PASSED_OVER + 2).boxed().toArray());
    assertThat(read())
        .containsExactly(SelectedStream.PASSED_OVER + 1, 2 * SelectedStream.PASSED_OVER + 2);
  }

  @Test
  void whoWaits_isNotWokenByTheOthers() throws Exception {
    publish(1, 2, 3);
    long before = System.nanoTime();
    assertThat(selected.hasNextAvailable(100, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(System.nanoTime() - before)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(99));

    publish(4, "a");
    assertThat(selected.nextAvailable().getPayload()).isEqualTo("a");
  }

  @Test
  void aProcessorIsGiven_whatAnyOfItsHandlersTakes() {
    Map<String, List<Object>> heard = new ConcurrentHashMap<>();
    Configuration axon =
        DefaultConfigurer.defaultConfiguration(false)
            .configureEventStore(configuration -> log)
            .eventProcessing(
                processing ->
                    processing
                        .byDefaultAssignTo("together")
                        .registerEventHandler(configuration -> new Words(heard))
                        .registerEventHandler(configuration -> new MarkedNumbers(heard))
                        .registerPooledStreamingEventProcessor(
                            "together",
                            configuration -> SelectedStream.of(configuration, "together")))
            .start();
    try {
      publish(1, "a", 2.5);
      log.publish(GenericEventMessage.asEventMessage(2).withMetaData(Map.of("mark", "yes")));
      publish("b", 'c');
      await()
          .untilAsserted(
              () ->
                  assertThat(heard)
                      .containsEntry("words", List.of("a", "b"))
                      .containsEntry("numbers", List.of(2)));
    } finally {
      axon.shutdown();
    }
  }

  record Words(Map<String, List<Object>> heard) {
    @EventHandler
    void on(String word) {
      heard.computeIfAbsent("words", key -> new CopyOnWriteArrayList<>()).add(word);
    }
  }

  record MarkedNumbers(Map<String, List<Object>> heard) {
    @EventHandler
    void on(Integer number, @MetaDataValue(value = "mark", required = true) String mark) {
      heard.computeIfAbsent("numbers", key -> new CopyOnWriteArrayList<>()).add(number);
    }
  }

  private void publish(Object... payloads) {
    for (Object payload : payloads) {
      log.publish(GenericEventMessage.asEventMessage(payload));
    }
  }

  private List<Object> read() throws InterruptedException {
    List<Object> payloads = new ArrayList<>();
    while (selected.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
      payloads.add(selected.nextAvailable().getPayload());
    }
    return payloads;
  }
}
