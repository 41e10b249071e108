package io.qubix.command.eventstore;

import io.qubix.api.event.EventNames;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;

/** Writes events under their names in the log, which do not depend on class names. */
final class EventSerializer extends Jackson3Serializer {

  private final EventNames names;

  EventSerializer(Jackson3SerializerCustomizer json, EventNames names) {
    super(builder().jsonMapperBuilderCustomizer(json));
    this.names = names;
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    Class<?> event = names.event(type.getName());
    return event == null ? super.resolveClassName(type) : event.getName();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Axon declares it
  public SerializedType typeForClass(Class type) {
    SerializedType plain = super.typeForClass(type);
    String name = names.name(type);
    return name == null ? plain : new SimpleSerializedType(name, plain.getRevision());
  }
}
