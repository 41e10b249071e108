package io.qubix.query.projection;

import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;

/**
 * Events that follow each other in the log, on their way into a read model as one message.
 *
 * @param events at least one
 */
record LoggedBatch(List<LoggedEvent> events) {

  /**
   * The message. It is where the last of the events is.
   *
   * @param token of the last event
   */
  TrackedEventMessage<LoggedBatch> at(TrackingToken token) {
    return new GenericTrackedEventMessage<>(token, GenericEventMessage.asEventMessage(this));
  }

  /** The position of the last event. */
  long end() {
    return events.get(events.size() - 1).position();
  }
}
