package io.qubix.app.openapi;

import io.qubix.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Serves the hand-written descriptions of the API and the WebSocket; tests hold them to the
 * answers.
 */
@RestController
class DescriptionController {

  private static final String API = "/openapi/openapi.yaml";
  private static final String LIVE = "/openapi/asyncapi.yaml";

  private final JsonNode api = json(API);
  private final JsonNode live = json(LIVE);

  @GetMapping(value = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode api() {
    return api;
  }

  @GetMapping(value = "/v3/api-docs.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  String apiAsYaml() {
    return text(API);
  }

  @GetMapping(value = "/v3/async-api", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode live() {
    return live;
  }

  @GetMapping(value = "/v3/async-api.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  String liveAsYaml() {
    return text(LIVE);
  }

  private static JsonNode json(String file) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
    return Json.builder().build().valueToTree(read);
  }

  private static String text(String file) {
    try {
      return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
