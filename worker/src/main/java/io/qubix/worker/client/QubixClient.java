package io.qubix.worker.client;

import io.qubix.worker.client.ServiceException.Refused;
import io.qubix.worker.client.ServiceException.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends JSON to a QUBIX service and reads its JSON answers. Knows nothing of jobs, and tries each
 * request once; {@link Retry} adds patience. Safe for many threads.
 */
public final class QubixClient {

  /** How long an answer may take that waits for nothing. */
  public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final String server;
  private final @Nullable String token;

  /**
   * @param server where the service is, such as {@code http://localhost:8080}
   * @param token sent as {@code Authorization: Bearer}; null sends none
   */
  public QubixClient(URI server, @Nullable String token) {
    this.server = server.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /** Makes a text fit to be one segment of a path. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param path from the root, with its query
   */
  public JsonNode get(String path, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    return send(request(path, timeout).GET().build());
  }

  /**
   * @param path from the root, with its query
   * @param body anything that Jackson can write
   */
  public JsonNode post(String path, Object body, Duration timeout)
      throws Refused, Unavailable, InterruptedException {
    byte[] json = JSON.writeValueAsBytes(body);
    return send(
        request(path, timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json))
            .build());
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(timeout)
            .header("Accept", "application/json, application/problem+json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonNode send(HttpRequest request) throws Refused, Unavailable, InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new Unavailable(
          "no answer from "
              + server
              + " ("
              + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
              + ")",
          null);
    }
    int status = response.statusCode();
    JsonNode answer = parsed(response.body());
    if (status >= 500 || status == 429) {
      throw new Unavailable(detail(status, answer), retryAfter(response));
    }
    if (status >= 300) {
      throw new Refused(status, detail(status, answer));
    }
    if (answer == null) {
      throw new Unavailable("the answer from " + server + " is not JSON", null);
    }
    return answer;
  }

  private static @Nullable JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }

  /** What a problem answer (RFC 9457) says, or the bare status of any other. */
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
