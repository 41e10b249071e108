package io.qubix.log.tail;

import io.qubix.api.Contents;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** An event of the log on its way to its readers, with its weight. */
public final class LogMessage<T> extends GenericTrackedDomainEventMessage<T> {

  /** The weight, in bytes, of an event whose contents were left out. */
  public static final int LEAN_BYTES = 1_000;

  private static final long serialVersionUID = 1;

  private final long bytes;
  private final boolean leftOut;
  private transient volatile @Nullable T lean;

  /**
   * @param bytes of the event as stored, without left-out contents
   * @param leftOut whether its contents were not read from the store
   */
  public LogMessage(TrackingToken token, DomainEventMessage<T> event, long bytes, boolean leftOut) {
    super(token, event);
    this.bytes = bytes;
    this.leftOut = leftOut;
  }

  /** Returns the weight of an event in bytes, or 0 for messages that are not of the log. */
  public static long bytesOf(EventMessage<?> message) {
    return message instanceof LogMessage<?> event ? event.bytes : 0;
  }

  /** Returns the position of an event of the log. */
  public static long positionOf(TrackedEventMessage<?> event) {
    return event.trackingToken().position().orElseThrow();
  }

  @Override
  @SuppressWarnings("unchecked")
  public T getPayload() {
    if (!leftOut) {
      return super.getPayload();
    }
    T read = lean;
    if (read == null) {
      read = (T) Contents.leftOutOf(super.getPayload());
      lean = read;
    }
    return read;
  }

  /**
   * Returns the event without its contents, or the event itself when it has none or cannot be read.
   */
  public LogMessage<?> withoutContents() {
    if (leftOut || !Contents.areIn(getPayloadType())) {
      return this;
    }
    try {
      return new LogMessage<>(trackingToken(), withoutContents(this), LEAN_BYTES, false);
    } catch (RuntimeException e) {
      // Each reader meets the failure again, and reports it.
      return this;
    }
  }

  /** Copies a message with its event, without contents. */
  public static DomainEventMessage<?> withoutContents(DomainEventMessage<?> event) {
    return new GenericDomainEventMessage<>(
        event.getType(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        new GenericMessage<>(
            event.getIdentifier(), Contents.leftOutOf(event.getPayload()), event.getMetaData()),
        event::getTimestamp);
  }
}
