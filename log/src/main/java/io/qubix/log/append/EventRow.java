package io.qubix.log.append;

import io.qubix.api.Contents;
import io.qubix.log.tail.LogMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** An event on its way to the table {@code event}. */
public record EventRow(
    DomainEventMessage<?> message,
    UUID eventId,
    String type,
    @Nullable String revision,
    Instant at,
    String payload,
    String metadata) {

  /**
   * @throws IllegalStateException when the event was read without its contents, which would be lost
   */
  public static EventRow of(EventMessage<?> event, Serializer serializer) {
    if (Contents.areLeftOutOf(event.getPayload())) {
      throw new IllegalStateException("An event without its contents must not be written");
    }
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

  public String stream() {
    return message.getAggregateIdentifier();
  }

  public long sequence() {
    return message.getSequenceNumber();
  }

  /** Returns the row's approximate size in bytes. */
  public long bytes() {
    return payload.length() + metadata.length();
  }

  /** Returns the row for listeners: without its contents, unless they are small. */
  public EventRow heard() {
    return payload.length() <= Contents.SMALL || !Contents.areIn(message.getPayloadType())
        ? this
        : new EventRow(
            LogMessage.withoutContents(message), eventId, type, revision, at, "", metadata);
  }

  /** Returns the time in the sealed precision. */
  long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  public @Nullable String streamType() {
    return message.getType();
  }

  private static DomainEventMessage<?> domainEvent(EventMessage<?> event) {
    return event instanceof DomainEventMessage<?> ofAggregate
        ? ofAggregate
        : new GenericDomainEventMessage<>(
            null, event.getIdentifier(), 0L, event, event::getTimestamp);
  }
}
