package io.qubix.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.app.http.body.BodyBudget;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import io.qubix.testing.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Bodies are counted while they are under way; however a request ends, all of it comes back. */
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"qubix.http.patience=2s", "qubix.http.least-rate=100B"})
@Import(MemoryTest.Rooms.class)
class MemoryTest {

  private static final int MB = 1024 * 1024;
  private static final String TEXT = "{\"text\":\"" + "x".repeat(MB / 2) + "\"}";

  @LocalServerPort int port;
  @Autowired Memory memory;
  @Autowired Rooms rooms;

  private final List<Wire> wires = new ArrayList<>();
  private Browser browser;

  @RestController
  static class Rooms {

    @Autowired Memory memory;

    volatile CompletableFuture<String> later = new CompletableFuture<>();

    /** With little room: 8 MB of requests, 16 MB of what is made of them, 8 MB of answers. */
    @Bean
    @Primary
    static Memory little() {
      return Memory.of(64L * MB);
    }

    /** So that who does not read is noticed soon. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> tinySendBuffers() {
      return factory ->
          factory.addConnectorCustomizers(
              connector -> connector.setProperty("socket.txBufSize", "65536"));
    }

    @PostMapping("/taken")
    List<Long> taken(@RequestBody JsonBody body) {
      body.read(Members.ALL);
      return List.of(memory.received().taken(), memory.read().taken());
    }

    @PostMapping("/later")
    CompletableFuture<String> later(@RequestBody JsonBody body) {
      body.read(Members.ALL);
      return later;
    }

    @PostMapping("/failure")
    String fail(@RequestBody JsonBody body) {
      body.read(Members.ALL);
      throw new IllegalStateException("As the test wants it");
    }

    @GetMapping("/large/{size}")
    String large(@PathVariable int size) {
      return "x".repeat(size);
    }

    @PostMapping("/large/{size}")
    String ordered(@PathVariable int size) {
      return "x".repeat(size);
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
    rooms.later = new CompletableFuture<>();
  }

  @AfterEach
  void allOfItComesBack() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    rooms.later.complete("");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        List.of(
                            memory.received().taken(),
                            memory.read().taken(),
                            memory.answers().taken()))
                    .containsOnly(0L));
  }

  @Test
  void answered_whatWasTakenComesBack() {
    HttpResponse<String> answer = browser.post("/taken", TEXT);

    assertThat(Browser.json(answer).get(0).longValue()).isGreaterThan(MB / 2 - 20_000);
    assertThat(Browser.json(answer).get(1).longValue()).isGreaterThan(2L * MB);
  }

  @Test
  void cameInParts_andAnsweredLater() throws IOException {
    Wire wire = begun("/later");
    wire.send(TEXT.substring(TEXT.length() / 2));
    await().until(() -> memory.read().taken() > 2L * MB);
    assertThat(memory.received().taken()).isGreaterThan(MB / 2 - 20_000);

    rooms.later.complete("\"now\"");

    assertThat(wire.read().body()).contains("now");
  }

  @Test
  void answeredLaterWithAFailure() throws IOException {
    Wire wire = begun("/later");
    wire.send(TEXT.substring(TEXT.length() / 2));
    await().until(() -> memory.read().taken() > 2L * MB);

    rooms.later.completeExceptionally(new IllegalStateException("As the test wants it"));

    assertThat(wire.read().status()).isEqualTo(500);
  }

  @Test
  void failed() throws IOException {
    assertThat(browser.post("/failure", TEXT).statusCode()).isEqualTo(500);
    Wire inParts = begun("/failure");
    inParts.send(TEXT.substring(TEXT.length() / 2));
    assertThat(inParts.read().status()).isEqualTo(500);
  }

  @Test
  void clientGoneWhileItSent() throws IOException {
    begun("/taken").reset();
  }

  @Test
  void clientGoneWhileItWaited() throws IOException {
    Wire wire = begun("/later");
    wire.send(TEXT.substring(TEXT.length() / 2));
    await().until(() -> memory.read().taken() > 2L * MB);
    wire.reset();
  }

  @Test
  void cameTooSlowly() throws IOException {
    assertThat(begun("/taken").read().status()).isEqualTo(408);
  }

  @Test
  void malformed() {
    assertThat(browser.post("/taken", TEXT + "}").statusCode()).isEqualTo(400);
  }

  @Test
  void bodyThatFindsNoRoom_isRefusedWhileItComes() {
    try (BodyBudget.Claim others = memory.received().claim()) {
      others.take(6L * MB);
      HttpResponse<String> answer = browser.post("/taken", "[" + "1,".repeat(MB) + "1]");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(browser.post("/taken", "[1]").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bodiesThatHardlyCome_giveWayToThoseThatDo_andOnlyAsManyAsNeeded() throws IOException {
    int announced = 4 * MB;
    for (int i = 1; i <= 3; i++) {
      Wire wire = Wire.to(server()).post("/taken", announced);
      wires.add(wire);
      wire.send("\"" + "x".repeat(30 * 65_536));
      int begun = i;
      await().until(() -> memory.received().taken() > begun * 2L * MB - 100_000);
    }
    String large = "{\"text\":\"" + "x".repeat(MB + MB / 2) + "\"}";

    // Fast enough for the least rate, and so for ever.
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              for (Wire wire : wires) {
                wire.send("x".repeat(2_000));
              }
              return browser.post("/taken", large).statusCode() == 200;
            });

    // All three stalled at about the same time: any of them may be the one.
    List<Wire> answered = new ArrayList<>();
    await().until(() -> answered.addAll(answered()));
    assertThat(answered).hasSize(1);
    Wire.Reply givenUp = answered.get(0).read();
    assertThat(givenUp.status()).isEqualTo(408);
    assertThat(givenUp.isLast()).isTrue();
    assertThat(answered.get(0).isClosed()).isTrue();
    assertThat(memory.received().taken()).as("the others go on").isGreaterThan(3L * MB);
  }

  private List<Wire> answered() throws IOException {
    List<Wire> answered = new ArrayList<>();
    for (Wire wire : wires) {
      if (wire.isAnswered()) {
        answered.add(wire);
      }
    }
    return answered;
  }

  @Test
  void packedBodies_takeAsMuchAsTheyAreUnpackedTo() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    HttpRequest request =
        browser
            .request("/taken", "Content-Type", "application/json", "Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
            .build();

    HttpResponse<String> answer = browser.send(request);

    assertThat(Browser.json(answer).get(0).longValue()).isGreaterThan(MB / 2 - 20_000);
  }

  @Test
  void answersThatNobodyReads_giveWayToThoseThatAreRead() throws IOException {
    for (int i = 0; i < 7; i++) {
      unread();
    }
    await().until(() -> memory.answers().taken() > 6L * MB);
    HttpResponse<String> tooSoon = browser.get("/large/4000000");
    if (tooSoon.statusCode() != 200) {
      assertThat(tooSoon.statusCode()).isEqualTo(503);
      assertThat(tooSoon.headers().firstValue("Retry-After")).contains("1");
      assertThat(Browser.json(tooSoon).get("detail").stringValue()).contains("try again");
    }

    await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> browser.get("/large/4000000").statusCode() == 200);

    long closed = wires.stream().filter(MemoryTest::isBrokenOff).count();
    assertThat(closed).as("some made room, and no more than had to").isBetween(1L, 6L);
  }

  private static boolean isBrokenOff(Wire wire) {
    try {
      wire.read();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aHundredThatDoNotRead_takeNoMoreThanThereIs() throws IOException {
    for (int i = 0; i < 100; i++) {
      unread();
      assertThat(memory.answers().taken()).isLessThanOrEqualTo(8L * MB);
      assertThat(browser.get("/names").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aCommandGetsItsAnswer_howeverManyDoNotRead() throws IOException {
    for (int i = 0; i < 7; i++) {
      unread();
    }
    await().until(() -> memory.answers().taken() > 6L * MB);

    assertThat(browser.post("/large/4000000", "").body()).hasSize(4_000_000);
  }

  private Wire begun(String path) throws IOException {
    Wire wire = Wire.to(server()).post(path, TEXT.length());
    wires.add(wire);
    wire.send(TEXT.substring(0, TEXT.length() / 2));
    await().until(() -> memory.received().taken() > MB / 4);
    return wire;
  }

  private void unread() throws IOException {
    wires.add(Wire.withSmallWindowTo(server()).get("/large/1000000"));
  }

  private URI server() {
    return URI.create("http://localhost:" + port);
  }
}
