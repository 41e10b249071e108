package io.qubix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document, to which the answers of the program are held. */
public final class ApiDescription {

  private static final Description DESCRIPTION = new Description("/openapi/openapi.yaml");
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

  /** Of two that fit, the one with fewer variables is meant. */
  private static final List<Map.Entry<Pattern, JsonNode>> PATHS =
      document().path("paths").properties().stream()
          .sorted(
              Comparator.comparingLong(path -> VARIABLE.matcher(path.getKey()).results().count()))
          .map(path -> Map.entry(pattern(path.getKey()), path.getValue()))
          .toList();

  private ApiDescription() {}

  public static JsonNode document() {
    return DESCRIPTION.document();
  }

  /** Follows a reference within the document. */
  public static JsonNode resolved(JsonNode node) {
    return DESCRIPTION.resolved(node);
  }

  private static Pattern pattern(String path) {
    return Pattern.compile(VARIABLE.matcher(path).replaceAll("[^/]+"));
  }

  /** Whether the document is about such a path. */
  public static boolean tellsOf(String path) {
    return path.startsWith("/api/") || path.equals("/health");
  }

  /**
   * @throws AssertionError when an answer of the API is not as described
   */
  public static void check(HttpResponse<String> answer, JsonNode body) {
    String path = answer.uri().getRawPath();
    if (!tellsOf(path)) {
      return;
    }
    String what = answer.request().method() + " " + path + " → " + answer.statusCode();
    MediaType type =
        MediaType.parseMediaType(answer.headers().firstValue("Content-Type").orElse("*/*"));
    JsonNode content =
        operation(answer.request().method(), path)
            .map(operation -> content(operation, answer.statusCode()))
            .orElseGet(() -> problem(answer.statusCode(), what));
    JsonNode schema = content.path(type.getType() + "/" + type.getSubtype()).path("schema");
    assertThat(schema.isObject()).as("%s as %s is described", what, type).isTrue();
    if (!body.isMissingNode()) {
      DESCRIPTION.check(schema, body, what);
    }
  }

  /** Checks a value that the document shows beside a schema. */
  public static void check(JsonNode schema, JsonNode value, String what) {
    DESCRIPTION.check(schema, value, what);
  }

  private static Optional<JsonNode> operation(String method, String path) {
    return PATHS.stream()
        .filter(known -> known.getKey().matcher(path).matches())
        .map(known -> known.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  private static JsonNode content(JsonNode operation, int status) {
    JsonNode answers = operation.path("responses");
    JsonNode answer =
        status < 300 || answers.has("" + status)
            ? answers.path("" + status)
            : answers.path("default");
    return DESCRIPTION.resolved(answer).path("content");
  }

  /** What is not in the document is refused. */
  private static JsonNode problem(int status, String what) {
    assertThat(status).as("%s is described", what).isGreaterThanOrEqualTo(400);
    return document().at("/components/responses/Problem/content");
  }
}
