package io.qubix.testing.fuzz;

import io.qubix.testing.ApiDescription;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Requests for every operation that the description names: some as a client would send them, most
 * of them ugly in a path, a parameter, a header or the body. The same seed makes the same ones.
 */
public final class UglyRequests {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  /** No request may wait for long. */
  private static final List<String> WAITS = List.of("0", "-1", "1e9", "x", "");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "2147483648",
          "9223372036854775808",
          "1e9",
          "NaN",
          "true",
          "null",
          "\u0000",
          "\u202e",
          "\ud83d\ude00",
          "a\r\nb",
          "%",
          "%00",
          "../..",
          "' or 1=1",
          "a,b,,c",
          "k=v",
          "=",
          "~x",
          "~am9iczo5OTk5OTk5OTk5OTk5OTk5OTk5OTk",
          "2024-02-30",
          "2024-01-01T00:00:00",
          "9999-12-31T23:59:59.999999999Z",
          "-999999999-01-01T00:00:00Z",
          "00000000-0000-0000-0000-000000000000",
          "x".repeat(300),
          "x".repeat(5_000));

  private static final List<String> TYPES =
      List.of("text/plain", "application/xml", "application/json;charset=utf-16", "x", "");

  /** An operation of the description. */
  public record Operation(String method, String path, JsonNode description) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /**
   * A request.
   *
   * @param text to send it again by hand
   */
  public record Ugly(Operation operation, HttpRequest request, String text) {}

  private final Random random;
  private final UglyJson json;
  private final URI server;
  private final Map<String, List<String>> known;
  private final List<Operation> operations = new ArrayList<>();

  /**
   * @param known by the name of a path's variable: values that exist
   */
  public UglyRequests(URI server, Map<String, List<String>> known, long seed) {
    this.server = server;
    this.known = known;
    random = new Random(seed);
    json = new UglyJson(random);
    ApiDescription.document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            operations.add(
                                new Operation(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()))));
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Returns a request for this operation, with a header that names it. */
  public Ugly next(Operation operation, String correlationId) {
    String path = VARIABLE.matcher(operation.path()).replaceAll(this::segment) + query(operation);
    JsonNode content = operation.description().path("requestBody").path("content");
    String body = content.isMissingNode() ? "" : body(content.path("application/json"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("X-Correlation-Id", correlationId)
            .method(operation.method(), published(body));
    StringBuilder headers = new StringBuilder();
    if (!content.isMissingNode()) {
      header(request, headers, "Content-Type", "application/json", TYPES);
    }
    if (rarely()) {
      header(request, headers, "Accept", "application/json", TYPES);
    }
    if (rarely()) {
      header(request, headers, "Idempotency-Key", "k-" + random.nextInt(3), List.of("", "\u00ff"));
    }
    return new Ugly(
        operation, request.build(), operation.method() + " " + path + headers + "\n" + body);
  }

  private void header(
      HttpRequest.Builder request,
      StringBuilder headers,
      String name,
      String usual,
      List<String> ugly) {
    String value = rarely() ? ugly.get(random.nextInt(ugly.size())) : usual;
    request.setHeader(name, value);
    headers.append("\n").append(name).append(": ").append(value);
  }

  private String segment(MatchResult variable) {
    List<String> there = known.getOrDefault(variable.group(1), List.of());
    boolean usual = !there.isEmpty() && random.nextInt(4) > 0;
    List<String> from = usual ? there : TEXTS;
    String segment = encoded(from.get(random.nextInt(from.size())));
    // An empty one would be another path, of which the description tells nothing.
    return segment.isEmpty() || segment.matches("\\.+") ? "%20" : segment;
  }

  private String query(Operation operation) {
    List<String> query = new ArrayList<>();
    JsonNode parameters = operation.description().path("parameters");
    for (JsonNode parameter : parameters) {
      JsonNode resolved = ApiDescription.resolved(parameter);
      if (resolved.path("in").asString("").equals("query")
          && random.nextInt(1 + parameters.size()) < 2) {
        String name = resolved.path("name").asString();
        List<String> from = name.equals("wait") ? WAITS : TEXTS;
        String example = resolved.path("example").asString("");
        String value =
            !example.isEmpty() && !name.equals("wait") && random.nextBoolean()
                ? example
                : from.get(random.nextInt(from.size()));
        query.add(name + "=" + encoded(value));
        if (rarely()) {
          query.add(name + "=" + encoded(value));
        }
      }
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  private String body(JsonNode content) {
    JsonNode example = content.path("example");
    if (example.isMissingNode()) {
      example = content.path("examples").path(0).path("value");
    }
    return withKnownIds(example.isMissingNode() ? json.any() : json.from(example));
  }

  /** Examples name jobs and workers that do not exist here. */
  private String withKnownIds(String body) {
    String named = body;
    for (String member : List.of("jobId", "workerId")) {
      List<String> there = known.getOrDefault(member, List.of());
      if (!there.isEmpty()) {
        String value = there.get(random.nextInt(there.size()));
        named =
            named.replaceAll(
                "\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + value + "\"");
      }
    }
    return named;
  }

  /** Sometimes in bytes that are no UTF-8. */
  private BodyPublisher published(String body) {
    return body.isEmpty()
        ? BodyPublishers.noBody()
        : BodyPublishers.ofString(
            body, rarely() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  private boolean rarely() {
    return random.nextInt(15) == 0;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
