package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.ApiDescription;
import java.net.http.HttpResponse;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered: as its description says, or the test fails. */
public record Answer(int status, JsonNode body, HttpResponse<String> response) {

  /** Takes numbers of any length: old stores give them back. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  public static Answer of(HttpResponse<String> response) {
    String text = response.body();
    JsonNode body = text.isEmpty() || isLines(response) ? JSON.missingNode() : JSON.readTree(text);
    ApiDescription.check(response, body);
    return new Answer(response.statusCode(), body, response);
  }

  private static boolean isLines(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").contains("ndjson");
  }

  public Answer expect(int expected) {
    assertThat(status).as("status of %s, which says %s", response.uri(), body).isEqualTo(expected);
    return this;
  }

  public JsonNode at(String path) {
    return body.at("/" + path.replace('.', '/'));
  }

  public String text(String path) {
    return at(path).asString();
  }
}
