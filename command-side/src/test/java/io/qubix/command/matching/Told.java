package io.qubix.command.matching;

import io.qubix.log.tail.CommittedEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Tells of events when it is told to. */
final class Told implements CommittedEvents {

  private final List<Consumer<TrackedEventMessage<?>>> listeners = new ArrayList<>();
  boolean all = true;

  @Override
  public void listen(Consumer<TrackedEventMessage<?>> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean allTold() {
    return all;
  }

  void tell(long position, Object event) {
    TrackedEventMessage<?> message =
        new GenericTrackedEventMessage<>(
            new GlobalSequenceTrackingToken(position), GenericEventMessage.asEventMessage(event));
    listeners.forEach(listener -> listener.accept(message));
  }
}
