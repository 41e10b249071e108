package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.testing.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A provider's key registers its workers, and each of them works with a key of its own. */
class OwnersKeyTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static final String ONLY_IT = ", \"requirements\": {\"onlyProviders\": [\"w-real\"]}";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Server server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url(), "--qubix.security=keys", "--qubix.token=" + TOKEN);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theReferenceWorker_doesAJobWithItsOwnersKey() throws IOException {
    Path program = RealWorker.program(folder, "echo.sh", "cat");
    try (RealWorker worker =
        RealWorker.at(
            server.uri(),
            folder,
            "w-real",
            "--token=" + key("provider", "EARNER"),
            "--price=1",
            "--command=llama=" + program)) {
      String consumer = key("consumer", "ALICE");
      String job =
          post("/api/jobs/create", Api.job("ALICE", ONLY_IT), consumer)
              .get("job")
              .get("id")
              .stringValue();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  read("GET", "/api/jobs/" + job, "", consumer)
                      .get("status")
                      .stringValue()
                      .equals("COMPLETED"));
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  @Test
  void theWorkersKey_isGoodForItsCallsAlone_andGivenOncePerSession() {
    String owner = key("provider", "OWNER");
    String rival = key("provider", "RIVAL");
    JsonNode registered = register("w-1", "OWNER", "", owner);
    String own = registered.get("workerKey").stringValue();
    String session = registered.get("session").stringValue();
    String rivals = register("w-2", "RIVAL", "", rival).get("workerKey").stringValue();

    assertThat(beat("w-1", own)).isEqualTo(200);
    assertThat(beat("w-1", rivals)).isEqualTo(403);
    assertThat(beat("w-2", own)).isEqualTo(403);
    assertThat(
            send("POST", "/api/providers/register", machine("w-1", "OWNER", ""), own).statusCode())
        .isEqualTo(403);
    assertThat(send("GET", "/api/providers/my?address=OWNER", "", own).statusCode()).isEqualTo(403);
    String same = ", \"session\": \"" + session + "\"";
    assertThat(register("w-1", "OWNER", same, owner).get("workerKey").isNull()).isTrue();
    assertThat(register("w-3", "OWNER", "", TOKEN).get("workerKey").isNull()).isTrue();
  }

  @Test
  void aWebSocket_endsWithItsKey() {
    String auditor = key("auditor", null);
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    WebSocket live =
        HTTP.newWebSocketBuilder()
            .header("Authorization", "Bearer " + auditor)
            .buildAsync(
                URI.create(server.uri().toString().replace("http", "ws") + "/ws"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
                    closed.complete(status);
                    return CompletableFuture.completedFuture(null);
                  }
                })
            .join();
    live.sendText("{\"type\": \"ping\"}", true).join();
    assertThat(closed).isNotDone();

    assertThat(send("DELETE", "/api/keys/" + auditor.split("_")[2], "", TOKEN).statusCode())
        .isEqualTo(200);

    assertThat(closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1008);
  }

  private static int beat(String worker, String key) {
    return send("POST", "/api/providers/" + worker + "/heartbeat", "{}", key).statusCode();
  }

  private static JsonNode register(String worker, String address, String more, String key) {
    HttpResponse<String> answer =
        send("POST", "/api/providers/register", machine(worker, address, more), key);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    return Browser.json(answer);
  }

  private static String machine(String worker, String address, String more) {
    return "{\"workerId\": \"%s\", \"qubicAddress\": \"%s\", \"pricePerHour\": 1%s}"
        .formatted(worker, address, more);
  }

  private static String key(String role, @Nullable String subject) {
    return post(
            "/api/keys",
            "{\"role\": \"%s\", \"name\": \"test\"%s}"
                .formatted(role, subject == null ? "" : ", \"subject\": \"" + subject + "\""),
            TOKEN)
        .get("secret")
        .stringValue();
  }

  private static JsonNode post(String path, String body, String key) {
    return read("POST", path, body, key);
  }

  private static JsonNode read(String method, String path, String body, String key) {
    HttpResponse<String> answer = send(method, path, body, key);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return Browser.json(answer);
  }

  private static HttpResponse<String> send(String method, String path, String body, String key) {
    URI uri = server.uri().resolve(path);
    try {
      return HTTP.send(
          HttpRequest.newBuilder(uri)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + key)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
