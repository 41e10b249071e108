package io.qubix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document, to which the frames of the WebSocket are held. */
public final class LiveDescription {

  private static final Description DESCRIPTION = new Description("/openapi/asyncapi.yaml");

  private LiveDescription() {}

  public static JsonNode document() {
    return DESCRIPTION.document();
  }

  /** The types of the frames that the server sends. */
  public static Set<String> sent() {
    Set<String> types = new TreeSet<>();
    for (JsonNode message : document().at("/operations/tell/messages")) {
      String reference = message.path("$ref").asString();
      types.add(reference.substring(reference.lastIndexOf('/') + 1));
    }
    return types;
  }

  /**
   * @return the frame
   * @throws AssertionError when it is not as described
   */
  public static JsonNode check(String text) {
    JsonNode frame = JsonMapper.shared().readTree(text);
    String type = frame.path("type").asString();
    assertThat(sent()).contains(type);
    DESCRIPTION.check(document().at("/components/messages/" + type + "/payload"), frame, type);
    return frame;
  }
}
