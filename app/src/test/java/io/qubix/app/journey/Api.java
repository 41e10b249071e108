package io.qubix.app.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Speaks to one server as any client would. */
public final class Api {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI server;

  Api(URI server) {
    this.server = server;
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer get(String path, String header, String value) {
    return send(request(path).header(header, value).GET());
  }

  public CompletableFuture<Answer> getLater(String path, String header, String value) {
    return http.sendAsync(
            request(path).header(header, value).GET().build(), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  public CompletableFuture<Answer> getLater(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  public Answer post(String path, String json) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  public CompletableFuture<Answer> postLater(String path, String json) {
    return http.sendAsync(
            request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build(),
            BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  public Answer post(String path, String json, String header, String value) {
    return send(
        request(path).header(header, value).POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  public Answer patch(String path, String json) {
    return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
  }

  public Answer put(String path, String json) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  // What the people of these stories do.

  public Answer register(String worker, double price) {
    return post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "OWNER-%s", "gpuModel": "RTX 4090", "gpuVram": 24,
             "ramTotal": 64, "pricePerHour": %s}
            """
                .formatted(worker, worker, price))
        .expect(200);
  }

  public Answer create(String consumer) {
    return create(consumer, "");
  }

  /** {@code more}: further members, each with a comma before it. */
  public Answer create(String consumer, String more) {
    return post("/api/jobs/create", job(consumer, more)).expect(200);
  }

  public static String job(String consumer, String more) {
    return """
    {"modelType": "llama", "computeNeeded": 2, "inputData": {"prompt": "Hi"},
     "qubicAddress": "%s"%s}
    """
        .formatted(consumer, more);
  }

  /** {@code input}: a JSON object. */
  public static String jobWith(String consumer, String input) {
    return """
    {"modelType": "llama", "computeNeeded": 2, "inputData": %s, "qubicAddress": "%s"}
    """
        .formatted(input, consumer);
  }

  public Answer progress(String job, String worker, double percent) {
    return post(
        "/api/jobs/" + job + "/progress",
        """
        {"workerId": "%s", "progress": %s}
        """
            .formatted(worker, percent));
  }

  public Answer complete(String job, String worker, double seconds) {
    return post("/api/jobs/" + job + "/complete", completed(worker, seconds));
  }

  public static String completed(String worker, double seconds) {
    return """
    {"workerId": "%s", "status": "completed", "result": {"text": "Hello"},
     "metrics": {"processingTimeSeconds": %s}}
    """
        .formatted(worker, seconds);
  }

  public Answer fail(String job, String worker, String error) {
    return post(
        "/api/jobs/" + job + "/complete",
        """
        {"workerId": "%s", "status": "failed", "error": "%s"}
        """
            .formatted(worker, error));
  }

  public Answer cancel(String job) {
    return post("/api/jobs/" + job + "/cancel", "{}");
  }

  public Answer heartbeat(String worker, String status) {
    return post(
        "/api/providers/" + worker + "/heartbeat",
        """
        {"status": "%s"}
        """
            .formatted(status));
  }

  public Answer job(String id) {
    return get("/api/jobs/" + id).expect(200);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Content-Type", "application/json");
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
