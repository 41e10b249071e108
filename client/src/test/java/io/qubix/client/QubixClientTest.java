package io.qubix.client;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class QubixClientTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final List<String> received = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";
  private @Nullable String retryAfter;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          if (retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void itSendsJson_andTheToken_andReadsJson() throws Exception {
    answer = "{\"price\": 0.10, \"word\": \"ü\"}";

    assertThat(client("secret").post("/a?b=c", Map.of("n", 1), SOON).path("word").asString())
        .isEqualTo("ü");
    assertThat(client(null).get("/a/" + QubixClient.segment("x y/ü"), SOON).isObject()).isTrue();

    assertThat(received)
        .containsExactly("POST /a?b=c Bearer secret {\"n\":1}", "GET /a/x%20y%2F%C3%BC null ");
  }

  @Test
  void aProblem_isShownAsTheServiceWroteIt() {
    status = 409;
    answer = "{\"detail\": \"The job is over\", \"status\": 409}";

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> client(null).get("/", SOON))
        .withMessage("The job is over (HTTP 409)")
        .matches(refused -> refused.status() == 409);
  }

  @Test
  void anErrorThatIsNoProblem_isShownByItsStatus() {
    status = 404;
    answer = "<html>Not here</html>";

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> client(null).get("/", SOON))
        .withMessage("HTTP 404");
  }

  @Test
  void aServiceThatAsksToWait_isUnavailable_forThatLong() {
    status = 429;
    retryAfter = "7";

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> client(null).get("/", SOON))
        .matches(away -> Duration.ofSeconds(7).equals(away.retryAfter()));
  }

  @Test
  void anAnswerThatIsNotJson_isUnavailable() {
    answer = "<html>Please log in</html>";

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> client(null).get("/", SOON))
        .withMessageContaining("is not JSON");
  }

  @Test
  void aServiceThatIsNotThere_isUnavailable() {
    QubixClient client = client(null);
    server.stop(0);

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> client.get("/", SOON))
        .withMessageStartingWith("no answer from http://127.0.0.1:");
  }

  @Test
  void headersThatAreGiven_areSent() throws Exception {
    server.createContext(
        "/key",
        exchange -> {
          received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    client(null).post("/key", Map.of(), SOON, Map.of("Idempotency-Key", "k-1"));

    assertThat(received).containsExactly("k-1");
  }

  @Test
  void aRefusal_keepsTheProblem() {
    status = 400;
    answer = "{\"detail\": \"Invalid\", \"errors\": [{\"field\": \"a\"}]}";

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> client(null).get("/", SOON))
        .matches(refused -> refused.problem().at("/errors/0/field").asString().equals("a"));
  }

  @Test
  void lines_areToldOneByOne() throws Exception {
    answer = IntStream.range(0, 500).mapToObj(n -> "{\"n\": " + n + "}\n").collect(joining());
    List<Integer> told = new ArrayList<>();

    client(null).postForLines("/", Map.of(), SOON, line -> told.add(line.path("n").asInt()));

    assertThat(told).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void linesThatAreRefused_areTheProblem() {
    status = 404;
    answer = "{\n\"detail\": \"This log is not sealed\"\n}";

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> client(null).postForLines("/", Map.of(), SOON, line -> {}))
        .withMessage("This log is not sealed (HTTP 404)");
  }

  @Test
  void linesThatStop_areNotWaitedForForEver() {
    server.createContext(
        "/stops",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{\"n\": 1}\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
        });
    List<JsonNode> told = new ArrayList<>();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(
            () -> client(null).postForLines("/stops", Map.of(), Duration.ofMillis(500), told::add))
        .withMessage("the answer stopped in the middle");
    assertThat(told).hasSize(1);
  }

  @Test
  void linesThatNobodyReadsOn_areNoLongerSent() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write("{\"n\": 1}\n".getBytes(StandardCharsets.UTF_8));
              exchange.getResponseBody().flush();
            }
          } catch (IOException e) {
            hungUp.countDown();
          }
        });

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                client(null)
                    .postForLines(
                        "/endless",
                        Map.of(),
                        SOON,
                        line -> {
                          throw new IllegalStateException("enough");
                        }));
    assertThat(hungUp.await(5, TimeUnit.SECONDS)).as("the server is told").isTrue();
  }

  private QubixClient client(@Nullable String token) {
    return new QubixClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), token);
  }
}
