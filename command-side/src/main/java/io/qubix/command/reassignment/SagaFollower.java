package io.qubix.command.reassignment;

import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.LogFollower;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.Registration;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.SubscribableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Passes the log to Axon's processor of the saga, in the transaction that moves the position. The
 * saga's handlers say which events it wants.
 */
final class SagaFollower implements LogFollower, SubscribableMessageSource<EventMessage<?>> {

  /** The commands of a batch are sent side by side. */
  private static final AtMost BATCH = AtMost.events(200);

  private final Supplier<Configuration> axon;
  private volatile @Nullable EventHandlerInvoker handlers;
  private volatile Consumer<List<? extends EventMessage<?>>> processor =
      events -> {
        throw new IllegalStateException("The saga's processor has not started");
      };

  SagaFollower(Supplier<Configuration> axon) {
    this.axon = axon;
  }

  @Override
  public Registration subscribe(Consumer<List<? extends EventMessage<?>>> subscriber) {
    processor = subscriber;
    return () -> true;
  }

  @Override
  public String name() {
    return ReassignmentSaga.GROUP;
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    EventHandlerInvoker known = handlers;
    if (known == null) {
      known =
          axon.get()
              .eventProcessingConfiguration()
              .eventProcessor(ReassignmentSaga.GROUP, AbstractEventProcessor.class)
              .orElseThrow()
              .eventHandlerInvoker();
      handlers = known;
    }
    return known.canHandle(event, Segment.ROOT_SEGMENT);
  }

  @Override
  public AtMost most() {
    return BATCH;
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    processor.accept(events);
  }
}
