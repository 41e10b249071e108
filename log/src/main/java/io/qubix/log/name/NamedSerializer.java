package io.qubix.log.name;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;

/** Writes objects under their stored names, which do not depend on class names. */
public final class NamedSerializer extends Jackson3Serializer {

  private final StoredNames names;

  public NamedSerializer(Jackson3SerializerCustomizer json, StoredNames names) {
    super(builder().jsonMapperBuilderCustomizer(json));
    this.names = names;
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    Class<?> named = names.type(type.getName());
    return named == null ? super.resolveClassName(type) : named.getName();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Axon declares it
  public SerializedType typeForClass(Class type) {
    SerializedType plain = super.typeForClass(type);
    String name = names.name(type);
    return name == null ? plain : new SimpleSerializedType(name, plain.getRevision());
  }
}
