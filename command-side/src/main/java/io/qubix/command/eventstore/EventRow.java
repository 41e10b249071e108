package io.qubix.command.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** An event on its way to the table {@code event}. */
record EventRow(
    DomainEventMessage<?> message,
    UUID eventId,
    String type,
    @Nullable String revision,
    Instant at,
    String payload,
    String metadata) {

  static EventRow of(EventMessage<?> event, Serializer serializer) {
    SerializedObject<String> payload = event.serializePayload(serializer, String.class);
    SerializedObject<String> metadata = event.serializeMetaData(serializer, String.class);
    return new EventRow(
        domainEvent(event),
        UUID.fromString(event.getIdentifier()),
        payload.getType().getName(),
        payload.getType().getRevision(),
        event.getTimestamp(),
        payload.getData(),
        metadata.getData());
  }

  String stream() {
    return message.getAggregateIdentifier();
  }

  long sequence() {
    return message.getSequenceNumber();
  }

  /** Its time, as it is sealed. */
  long micros() {
    return LogFormat.micros(at);
  }

  @Nullable String streamType() {
    return message.getType();
  }

  private static DomainEventMessage<?> domainEvent(EventMessage<?> event) {
    return event instanceof DomainEventMessage<?> ofAggregate
        ? ofAggregate
        : new GenericDomainEventMessage<>(
            null, event.getIdentifier(), 0L, event, event::getTimestamp);
  }
}
