package io.qubix.query.projection;

import io.qubix.log.tail.LogMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.UnknownSerializedType;

/**
 * An event with its position in the log.
 *
 * @param position in the log; later events have higher ones
 */
public record LoggedEvent(long position, EventMessage<?> message) {

  public static LoggedEvent of(TrackedEventMessage<?> message) {
    return new LoggedEvent(LogMessage.positionOf(message), message);
  }

  public static LoggedEvent of(EventMessage<?> message) {
    if (message instanceof TrackedEventMessage<?> tracked) {
      return of(tracked);
    }
    throw new IllegalStateException("An event of the log has a position");
  }

  /** Returns the payload, or null when the event is of another type. */
  public <T> @org.jspecify.annotations.Nullable T as(Class<T> type) {
    Class<?> payloadType = message.getPayloadType();
    if (payloadType == UnknownSerializedType.class) {
      // A newer node may have written it: skipping it would lose it for good.
      throw new IllegalStateException("This version knows no such event");
    }
    return type.isAssignableFrom(payloadType) ? type.cast(message.getPayload()) : null;
  }

  /** Parses the event now instead of on first use; a failure shows on first use. */
  public LoggedEvent parsed() {
    try {
      message.getPayload();
    } catch (RuntimeException e) {
      // Folding meets the failure again, and parks the event.
    }
    return this;
  }

  /** Returns the event's stream: a failure in one stream does not hold up the others. */
  public String stream() {
    return message instanceof DomainEventMessage<?> ofAggregate
        ? ofAggregate.getAggregateIdentifier()
        : message.getIdentifier();
  }
}
