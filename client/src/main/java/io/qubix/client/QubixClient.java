package io.qubix.client;

import io.qubix.api.json.Json;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends JSON to a QUBIX service and reads its JSON answers. It knows nothing of jobs and tries each
 * request once; {@link Retry} adds patience. Thread-safe.
 */
public final class QubixClient {

  /** How long a request that does not poll may take. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  private static final String JSON_OR_PROBLEM = "application/json, application/problem+json";

  private static final JsonMapper JSON = Json.builder().build();

  private final HttpClient http;
  private final String server;
  private final @Nullable String token;

  /**
   * @param server such as {@code http://localhost:8080}
   * @param token sent as {@code Authorization: Bearer}, or null to send none
   */
  public QubixClient(URI server, @Nullable String token) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build(),
        server.toString().replaceAll("/+$", ""),
        token);
  }

  private QubixClient(HttpClient http, String server, @Nullable String token) {
    this.http = http;
    this.server = server;
    this.token = token;
  }

  /** Returns a client of the same service with another token. */
  public QubixClient with(String otherToken) {
    return new QubixClient(http, server, otherToken);
  }

  /** Encodes a text as one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param path from the root, with its query
   */
  public JsonNode get(String path, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return get(path, timeout, Map.of());
  }

  /**
   * @param path from the root, with its query
   * @param headers further headers, by name
   */
  public JsonNode get(String path, Duration timeout, Map<String, String> headers)
      throws Refused, Unavailable, InterruptedException {
    return getLinked(path, timeout, headers).answer();
  }

  /**
   * Gets an answer that may link to a next page.
   *
   * @param path from the root, with its query
   */
  public LinkedAnswer getLinked(String path, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return getLinked(path, timeout, Map.of());
  }

  private LinkedAnswer getLinked(String path, Duration timeout, Map<String, String> headers)
      throws Refused, Unavailable, InterruptedException {
    HttpRequest.Builder request = request(path, timeout).header("Accept", JSON_OR_PROBLEM);
    headers.forEach(request::header);
    return send(request.GET().build());
  }

  /**
   * @param path from the root, with its query
   * @param body anything that Jackson can write
   */
  public JsonNode post(String path, Object body, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return post(path, body, timeout, Map.of());
  }

  /**
   * @param path from the root, with its query
   * @param body anything that Jackson can write
   * @param headers further headers, by name
   */
  public JsonNode post(String path, Object body, Duration timeout, Map<String, String> headers)
      throws Refused, Unavailable, InterruptedException {
    HttpRequest.Builder request = posting(path, body, timeout).header("Accept", JSON_OR_PROBLEM);
    headers.forEach(request::header);
    return send(request.build()).answer();
  }

  /**
   * @param path from the root, with its query
   * @param body anything that Jackson can write
   */
  public JsonNode put(String path, Object body, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return send(writing("PUT", path, body, timeout).header("Accept", JSON_OR_PROBLEM).build())
        .answer();
  }

  /**
   * @param path from the root, with its query
   */
  public JsonNode delete(String path, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return send(request(path, timeout).header("Accept", JSON_OR_PROBLEM).DELETE().build()).answer();
  }

  /**
   * Posts a request and reads its answer line by line (application/x-ndjson).
   *
   * @param silence the longest wait for the answer, and then for each next line
   * @param eachLine called with every line, in the caller's thread
   */
  public void postForLines(String path, Object body, Duration silence, Consumer<JsonNode> eachLine)
      throws Refused, Unavailable, InterruptedException {
    HttpRequest request =
        posting(path, body, silence)
            .header("Accept", "application/x-ndjson, application/problem+json")
            .build();
    HttpResponse<Publisher<List<ByteBuffer>>> response =
        answered(request, BodyHandlers.ofPublisher());
    try (LineQueue lines = new LineQueue(silence)) {
      response.body().subscribe(BodySubscribers.fromLineSubscriber(lines));
      if (response.statusCode() >= 300) {
        throw failure(response, parsed(lines.rest().getBytes(StandardCharsets.UTF_8)));
      }
      for (String line = lines.next(); line != null; line = lines.next()) {
        JsonNode value = parsed(line.getBytes(StandardCharsets.UTF_8));
        if (value == null) {
          throw notJson();
        }
        eachLine.accept(value);
      }
    }
  }

  private HttpRequest.Builder posting(String path, Object body, Duration timeout) {
    return writing("POST", path, body, timeout);
  }

  private HttpRequest.Builder writing(String method, String path, Object body, Duration timeout) {
    return request(path, timeout)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path)).timeout(timeout);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private LinkedAnswer send(HttpRequest request) throws Refused, Unavailable, InterruptedException {
    HttpResponse<byte[]> response = answered(request, BodyHandlers.ofByteArray());
    JsonNode answer = parsed(response.body());
    if (response.statusCode() >= 300) {
      throw failure(response, answer);
    }
    if (answer == null) {
      throw notJson();
    }
    return new LinkedAnswer(answer, response.headers().firstValue("Link").orElse(null));
  }

  private <T> HttpResponse<T> answered(HttpRequest request, BodyHandler<T> handler)
      throws Unavailable, InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new Unavailable("no answer from " + server + " (" + reason(e) + ")", null);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "cannot connect";
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  private Unavailable notJson() {
    return new Unavailable("the answer from " + server + " is not JSON", null);
  }

  /** Returns the refusal, or throws {@link Unavailable} when a repeat may succeed. */
  private static Refused failure(HttpResponse<?> response, @Nullable JsonNode problem)
      throws Unavailable {
    int status = response.statusCode();
    if (status >= 500 || status == 429) {
      throw new Unavailable(detail(status, problem), retryAfter(response), problem);
    }
    return new Refused(status, detail(status, problem), problem);
  }

  private static @Nullable JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  /**
   * Returns the detail of a problem document (RFC 9457), or the bare status of any other answer.
   */
  private static String detail(int status, @Nullable JsonNode answer) {
    String detail = answer == null ? "" : answer.path("detail").asString("");
    return detail.isBlank() ? "HTTP " + status : detail + " (HTTP " + status + ")";
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(null);
  }
}
