package io.qubix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Validates JSON against the schemas of a description. A member that its schema does not name is a
 * fault, so that every answered member is described.
 */
final class Description {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final JsonNode document;
  private final JsonNode closed;
  private final Map<JsonNode, Schema> known = new ConcurrentHashMap<>();

  Description(String file) {
    try (InputStream in = Description.class.getResourceAsStream(file)) {
      document = JsonMapper.shared().valueToTree(new Yaml().load(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closed = close(document.path("components").deepCopy());
  }

  JsonNode document() {
    return document;
  }

  /** What is named, in place of its name. */
  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isString() ? document.at(reference.stringValue().substring(1)) : node;
  }

  void check(JsonNode schema, JsonNode value, String what) {
    assertThat(known.computeIfAbsent(schema, this::compiled).validate(value))
        .as("what is not as described in %s: %s", what, value)
        .isEmpty();
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode root = (ObjectNode) close(schema.deepCopy());
    root.set("components", closed);
    return SCHEMAS.getSchema(root);
  }

  private JsonNode close(JsonNode node) {
    if (node.has("allOf")) {
      // Such an object is closed as a whole: each part may have the members of the others.
      ((ObjectNode) node)
          .put("unevaluatedProperties", false)
          .set("allOf", open(node.path("allOf")));
      return node;
    }
    if (node.isObject()
        && node.path("properties").isObject()
        && !node.has("additionalProperties")) {
      ((ObjectNode) node).put("additionalProperties", false);
    }
    node.forEach(this::close);
    return node;
  }

  private JsonNode open(JsonNode parts) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode part : parts) {
      ObjectNode whole = (ObjectNode) resolved(part).deepCopy();
      if (whole.has("anyOf")) {
        whole.set("anyOf", open(whole.path("anyOf")));
      }
      whole.path("properties").forEach(this::close);
      all.add(whole);
    }
    return all;
  }
}
