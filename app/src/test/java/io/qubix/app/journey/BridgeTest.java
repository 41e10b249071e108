package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.terminal.bridge.Bridge;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the first protocol, which know no keys, at a locked server. */
class BridgeTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static Server server;
  private static Bridge bridge;
  private static Api old;

  @BeforeAll
  static void start() throws IOException {
    server = Server.on(TestDatabase.url(), "--qubix.token=" + TOKEN);
    bridge = Bridge.open(0, server.uri(), TOKEN);
    old = new Api(bridge.address());
  }

  @AfterAll
  static void stop() {
    bridge.close();
    server.close();
  }

  @Test
  void aWorkerOfTheFirstProtocol_makesItsWholeJourney() {
    assertThat(new Api(server.uri()).get("/api/jobs").status()).isEqualTo(401);

    old.post(
            "/api/providers/register",
            """
            {"worker_id": "w-old", "address": "ADDRESS", "name": "Old", "pricePerHour": 2,
             "specs": {"gpu_model": "RTX 3090", "gpu_vram_gb": 24, "cpu_model": "x",
                       "cpu_cores": 8, "ram_total_gb": 32}}""")
        .expect(200);
    old.heartbeat("w-old", "online").expect(200);
    CompletableFuture<Answer> poll = old.getLater("/api/jobs/pending/w-old?wait=30");
    String job = old.create("CONSUMER").expect(200).text("job.id");
    assertThat(poll.join().expect(200).body().toString()).contains(job);
    old.progress(job, "w-old", 50).expect(200);
    old.complete(job, "w-old", 60).expect(200);

    assertThat(old.job(job).text("status")).isEqualTo("COMPLETED");
  }

  @Test
  void eachRequestHasTheKey_alsoTheSecondThatAClientSendsOnItsConnection() throws IOException {
    String request = "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String upgrading =
        "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nUpgrade: %s\r\nConnection: Upgrade\r\n\r\n";

    for (String first :
        List.of(request, upgrading.formatted("h2c"), upgrading.formatted("websocket"))) {
      assertThat(answerTo(first + request)).startsWith("HTTP/1.1 200 ").doesNotContain(" 401 ");
    }
  }

  @Test
  void webSocketsCrossIt() {
    List<String> heard = new CopyOnWriteArrayList<>();
    WebSocket live =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(bridge.address().toString().replace("http", "ws") + "/ws"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    heard.add(text.toString());
                    return WebSocket.Listener.super.onText(from, text, last);
                  }
                })
            .join();
    live.sendText("{\"type\": \"ping\"}", true).join();

    await().until(() -> !heard.isEmpty());
    live.abort();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost\r\nHost: evil.example",
        "Host: localhost.evil.example",
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Origin: http://localhost"
      })
  void webSitesCannotUseItThroughABrowser(String headers) throws IOException {
    assertThat(answerTo("GET /api/jobs HTTP/1.1\r\n" + headers + "\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /api/jobs HTTP/1.1\nHost: localhost\n\n",
        "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX: a\nAuthorization: Bearer x\r\n\r\n",
        "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded: b\r\n\r\n",
        "GET /api/jobs HTTP/1.1\r\nHost : evil.example\r\n\r\n",
        "\r\n\r\n",
        "\u0016\u0003\u0001 TLS\r\n\r\n"
      })
  void uglyHeadsAreRefused(String request) throws IOException {
    assertThat(answerTo(request)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aHeadWithoutEnd_isRefused() throws IOException {
    assertThat(answerTo("GET / HTTP/1.1\r\nX: " + "x".repeat(70_000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aServiceThatIsAway_isReported() throws IOException {
    int free;
    try (ServerSocket gone = new ServerSocket(0)) {
      free = gone.getLocalPort();
    }
    try (Bridge nowhere = Bridge.open(0, URI.create("http://localhost:" + free), TOKEN)) {
      assertThat(answerTo(nowhere, "GET /api/jobs HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 502 ")
          .contains("The service is away");
    }
  }

  @Test
  void theCommandNeedsAKey() {
    Terminal terminal = Terminal.of(server, "ADDRESS");

    assertThat(terminal.run("bridge").expect(2).err()).contains("needs a key");
    assertThat(terminal.run("bridge", "--key", "two words").expect(2).err())
        .contains("needs a key");
    assertThat(terminal.run("bridge", "--key", "k", "--port", "70000").expect(2).err())
        .contains("0 to 65535");
  }

  private String answerTo(String request) throws IOException {
    return answerTo(bridge, request);
  }

  private static String answerTo(Bridge bridge, String request) throws IOException {
    try (Socket socket = new Socket("localhost", bridge.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
