package io.qubix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many large bodies come at once: the program lives, and serves the others. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeBodiesTest {

  private static final int SIZE = 8_000_000;
  private static final Pattern READY = Pattern.compile("QUBIX is ready on (http://localhost:\\d+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Process program;
  private String server;

  @BeforeEach
  void start() throws IOException {
    Path data = TestDatabase.directory();
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                QubixApplication.class.getName(),
                "--server.port=0",
                "--spring.datasource.url=" + TestDatabase.url(),
                "--qubix.seal.key=" + data.resolve("seal.key"),
                "--qubix.seal.heads=" + data.resolve("heads.jsonl"))
            .redirectErrorStream(true)
            .start();
    BufferedReader output = program.inputReader();
    List<String> said = new ArrayList<>();
    while (server == null) {
      String line = output.readLine();
      assertThat(line).as(() -> "The program ended: " + String.join("\n", said)).isNotNull();
      said.add(line);
      Matcher ready = READY.matcher(line);
      server = ready.find() ? ready.group(1) : null;
    }
    Thread rest = new Thread(() -> output.lines().forEach(line -> {}));
    rest.setDaemon(true);
    rest.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    program.destroy();
    if (!program.waitFor(30, TimeUnit.SECONDS)) {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void largeTexts_areTakenOrRefused_andNobodyElseIs() throws Exception {
    String text = "\"" + "x".repeat(SIZE - 200) + "\"";

    assertThat(atOnce(16, job(", \"inputData\": {\"text\": " + text + "}")))
        .isSubsetOf(200, 413, 503)
        .contains(200);
  }

  @Test
  void objectsThatNobodyReads_areSkipped() throws Exception {
    String objects = "[" + "{},".repeat(SIZE / 3 - 200) + "{}]";

    assertThat(atOnce(12, job(", \"x\": " + objects))).isSubsetOf(200, 503).contains(200);
  }

  @Test
  void objectsThatAreRead_areRefusedBeforeTheyFillTheHeap() throws Exception {
    String objects = "[" + "{},".repeat(SIZE / 3 - 200) + "{}]";

    String body = job(", \"inputData\": {\"x\": " + objects + "}");

    assertThat(atOnce(12, body)).isSubsetOf(413, 503);
    // Alone, it need not come back: it never fits.
    assertThat(post("/api/jobs/create", body.getBytes(StandardCharsets.UTF_8)).get())
        .isEqualTo(413);
  }

  @Test
  void aLargeJobThatManyAskFor_andNobodyReads_disturbsNobodyElse() throws Exception {
    String text = "\"" + "x".repeat(SIZE - 200) + "\"";
    HttpRequest create =
        request(
            "/api/jobs/create",
            job(", \"inputData\": {\"t\": " + text + "}").getBytes(StandardCharsets.UTF_8));
    Matcher created =
        Pattern.compile("\"id\":\"([^\"]+)\"")
            .matcher(http.send(create, BodyHandlers.ofString()).body());
    assertThat(created.find()).isTrue();
    URI large = URI.create(server + "/api/jobs/" + created.group(1));
    String get = "GET " + large.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 230; i++) {
        Socket reader = new Socket();
        readers.add(reader);
        reader.setReceiveBufferSize(4096);
        reader.connect(new InetSocketAddress("localhost", large.getPort()));
        reader.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      }
      byte[] small = job("").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 200; i++) {
        assertThat(post("/api/jobs/create", small).get()).isEqualTo(200);
      }
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
    HttpRequest again = HttpRequest.newBuilder(large).build();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> http.send(again, BodyHandlers.discarding()).statusCode() == 200);
    assertThat(program.isAlive()).as("it did not run out of memory").isTrue();
  }

  /** Sends bodies side by side, and small requests all the while. */
  private List<Integer> atOnce(int count, String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, count).mapToObj(i -> post("/api/jobs/create", bytes)).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
    byte[] small = job(", \"inputData\": {\"prompt\": \"Hi\"}").getBytes(StandardCharsets.UTF_8);
    List<Integer> others = new ArrayList<>();
    do {
      others.add(post("/api/jobs/create", small).get());
    } while (!all.isDone());
    all.get();

    assertThat(others).containsOnly(200);
    assertThat(program.isAlive()).as("it did not run out of memory").isTrue();
    assertThat(post("/api/jobs/create", small).get()).isEqualTo(200);
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static String job(String more) {
    return "{\"modelType\": \"m\", \"computeNeeded\": 1, \"qubicAddress\": \"ALICE\"" + more + "}";
  }

  private CompletableFuture<Integer> post(String path, byte[] body) {
    HttpRequest request = request(path, body);
    return http.sendAsync(request, BodyHandlers.discarding())
        .thenApply(response -> response.statusCode());
  }

  private HttpRequest request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(Duration.ofMinutes(1))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
