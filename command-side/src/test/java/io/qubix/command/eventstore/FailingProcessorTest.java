package io.qubix.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.thread.VitalThreads;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

/** An error in a handler: the processor goes on, and it is seen. */
class FailingProcessorTest {

  private static final String NAME = "failing-reader";

  @ProcessingGroup(NAME)
  static final class Reader {

    private final AtomicBoolean fails = new AtomicBoolean(true);
    private final Queue<String> read = new ConcurrentLinkedQueue<>();

    @EventHandler
    void on(String event) {
      if (fails.getAndSet(false)) {
        throw new AssertionError("cannot read");
      }
      read.add(event);
    }
  }

  @Test
  void anErrorInAHandler_isSeen_andNoEventIsPassedOver() {
    Reader reader = new Reader();
    Configurer configurer =
        DefaultConfigurer.defaultConfiguration()
            .configureSerializer(axon -> Jackson3Serializer.builder().build())
            .configureEmbeddedEventStore(axon -> new InMemoryEventStorageEngine());
    new ProcessorConfiguration().processorThreads().configureModule(configurer);
    configurer.eventProcessing(
        processing ->
            processing
                .registerTokenStore(axon -> new InMemoryTokenStore())
                .usingPooledStreamingEventProcessors()
                .registerEventHandler(axon -> reader));
    Configuration axon = configurer.start();
    try {
      axon.eventStore().publish(GenericEventMessage.asEventMessage("first"));
      axon.eventStore().publish(GenericEventMessage.asEventMessage("second"));

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(reader.read).containsExactlyInAnyOrder("first", "second"));
      assertThat(VitalThreads.failures()).containsKey(NAME);
    } finally {
      axon.shutdown();
      VitalThreads.thread(NAME, () -> {});
    }
  }
}
