package io.qubix.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ProblemTest.Shop.class)
@ExtendWith(OutputCaptureExtension.class)
class ProblemTest {

  private static final Map<String, Supplier<Exception>> FAILURES =
      Map.ofEntries(
          Map.entry("forbidden", () -> new Rejection.Forbidden("Not yours")),
          Map.entry("unknown", () -> new Rejection.NotFound("There is no such job")),
          Map.entry("conflict", () -> new Rejection.Conflict("It is over")),
          Map.entry("busy", () -> new Rejection.ProviderNotFree("It is busy")),
          Map.entry("reused", () -> new Rejection.KeyReused("Another body")),
          Map.entry("behind", () -> new Rejection.Unavailable("Behind", Duration.ofMillis(4_100))),
          Map.entry(
              "wrapped",
              () ->
                  new CommandExecutionException(
                      "x", new CompletionException(new Rejection.Conflict("It is over")))),
          Map.entry(
              "no-connection",
              () ->
                  new CannotGetJdbcConnectionException(
                      "x", new SQLTransientConnectionException("SELECT secret"))),
          Map.entry("no-transaction", () -> new CannotCreateTransactionException("x")),
          Map.entry(
              "shutting-down",
              () -> new CommandExecutionException("x", new SQLException("x", "57P01"))),
          Map.entry(
              "read-only",
              () -> new CommandExecutionException("x", new SQLException("SELECT", "25006"))),
          Map.entry(
              "interrupted",
              () -> new CommandExecutionException("x", new InterruptedException("SELECT"))),
          Map.entry("no-rollback", () -> new TransactionSystemException("JDBC rollback failed")),
          Map.entry(
              "thrown-away",
              () -> new CommandExecutionException("x", new SQLException("Connection is closed"))),
          Map.entry("raced", () -> new ConcurrencyException("x")),
          Map.entry("broken", () -> new IllegalStateException("SELECT secret FROM table")));

  @LocalServerPort int port;
  private Browser browser;

  @RestController
  static class Shop {
    @GetMapping("/fail/{how}")
    String fail(@PathVariable String how) throws Exception {
      throw FAILURES.get(how).get();
    }

    @GetMapping("/error-thrown")
    String overflow() {
      throw new StackOverflowError();
    }

    @GetMapping("/invalid")
    String invalid() {
      throw new Rejection.Invalid(
          List.of(
              new Rejection.FieldError("modelType", "is required"),
              new Rejection.FieldError("maxPrice", "must be above 0")));
    }

    @GetMapping("/typed")
    String typed(@RequestParam int limit, @RequestParam Instant at) {
      return limit + " " + at;
    }

    @PostMapping("/echo")
    @Nullable JsonNode echo(@RequestBody JsonBody body) {
      return body.read(Members.ALL);
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @ParameterizedTest
  @CsvSource({
    "forbidden,403,Not yours",
    "unknown,404,There is no such job",
    "conflict,409,It is over",
    "busy,409,It is busy",
    "reused,422,Another body",
    "behind,503,Behind",
    "wrapped,409,It is over",
  })
  void rejections_haveTheirStatusAndText(String how, int status, String text) {
    HttpResponse<String> response = browser.get("/fail/" + how);

    assertThat(response.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode problem = Browser.json(response);
    assertThat(problem.get("type").stringValue()).isEqualTo("about:blank");
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("detail").stringValue()).isEqualTo(text);
    assertThat(problem.get("error").stringValue()).isEqualTo(text);
    assertThat(problem.get("instance").stringValue()).isEqualTo("/fail/" + how);
    assertThat(problem.get("success").booleanValue()).isFalse();
    assertThat(problem.has("errors")).isFalse();
  }

  @Test
  void invalidFields_areAllNamed() {
    JsonNode problem = Browser.json(browser.get("/invalid"));

    assertThat(problem.get("detail").stringValue())
        .isEqualTo("modelType is required; maxPrice must be above 0");
    assertThat(problem.get("errors").toString())
        .isEqualTo(
            "[{\"field\":\"modelType\",\"message\":\"is required\"},"
                + "{\"field\":\"maxPrice\",\"message\":\"must be above 0\"}]");
  }

  @Test
  void behind_saysWhenToTryAgain() {
    assertThat(browser.get("/fail/behind").headers().firstValue("Retry-After")).contains("5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-connection",
        "no-transaction",
        "shutting-down",
        "read-only",
        "no-rollback",
        "thrown-away",
        "interrupted"
      })
  void storeAway_is503WithRetryAfterAndNoDetails(String how) {
    HttpResponse<String> response = browser.get("/fail/" + how);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).doesNotContain("SELECT", "Exception");
  }

  @Test
  void aRaceWithAnotherNode_is409() {
    assertThat(browser.get("/fail/raced").statusCode()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fail/broken", "/error-thrown"})
  void faultOfOurs_is500AndOnlyTheLogHasTheDetails(String path, CapturedOutput log) {
    HttpResponse<String> response = browser.get(path, "X-Correlation-Id", "abc-1");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("abc-1").doesNotContain("SELECT", "Exception", "io.qubix");
    assertThat(log).contains("id=abc-1").contains("at io.qubix.app.problem.ProblemTest");
  }

  @Test
  void nothingAtThatPath_is404() {
    HttpResponse<String> response = browser.get("/api/nowhere");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Browser.json(response).get("detail").stringValue())
        .isEqualTo("There is nothing at /api/nowhere");
  }

  @Test
  void errorPathItself_isNothing() {
    assertThat(browser.get("/error").statusCode()).isEqualTo(404);
  }

  @Test
  void wrongMethod_is405AndNamesTheRightOne() {
    HttpResponse<String> response = browser.get("/echo");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST");
    assertProblem(response);
  }

  @Test
  void anotherKindOfBody_is415() {
    HttpResponse<String> response =
        browser.send(
            browser
                .request("/echo", "Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello"))
                .build());

    assertThat(response.statusCode()).isEqualTo(415);
    assertProblem(response);
  }

  @Test
  void anotherKindOfAnswerWanted_is406AndStillAProblem() {
    HttpResponse<String> response = browser.post("/echo", "{}", "Accept", "text/html");

    assertThat(response.statusCode()).isEqualTo(406);
    assertProblem(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/typed?limit=x&at=2026-01-01T00:00:00Z", "/typed?limit=1", "/typed"})
  void badParameter_is400NamingIt(String path) {
    HttpResponse<String> response = browser.get(path);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Browser.json(response).get("errors").get(0).get("field").stringValue())
        .isIn("limit", "at");
    assertThat(response.body()).doesNotContain("java.", "convert");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": }",
        "{\"a\": 1",
        "{'a': 1}",
        "{\"a\": NaN}",
        "[1,]",
        "nonsense",
        "{} {}",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1e99999999999}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{\"a\": .5}",
        "{\"a\": 5.}",
        "{\"a\": -Infinity}",
        "{\"a\": 0x10}",
        "{a: 1}",
        "{\"a\": 'x'}",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\t\"}",
        "/* a */ {}",
        "# a",
        "{} // a",
        "\ufeff\ufeff{}",
        "",
      })
  void malformedJson_is400InClearWords(String body) {
    HttpResponse<String> response = browser.post("/echo", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContainIgnoringCase("feature", "enable", "non-standard");
    assertThat(response.body()).doesNotContain("tools.jackson", "Exception", "public ", "java.");
    assertProblem(response);
  }

  @Test
  void malformedJson_isShownWhere() {
    assertThat(browser.post("/echo", "{\n  \"a\": }").body()).contains("at line 2, column 8");
  }

  @Test
  void containerErrors_areProblemsToo() throws IOException {
    assertThat(browser.raw("GET /a?x=<> HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains(Problem.MEDIA_TYPE, "\"success\":false");
    assertThat(browser.raw("GET /a%2Fb HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains(Problem.MEDIA_TYPE, "\"success\":false");
    assertThat(browser.raw("NO HTTP AT ALL\r\n\r\n"))
        .contains(Problem.MEDIA_TYPE, "\"success\":false")
        .doesNotContain("<html");
    assertThat(browser.raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains(Problem.MEDIA_TYPE);
    assertThat(
            browser.raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains(Problem.MEDIA_TYPE)
        .doesNotContain("<html");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a?x=<> HTTP/1.1,A: b,400,The request is malformed",
    "GET /%zz HTTP/1.1,A: b,400,The request is malformed",
    "POST /echo HTTP/1.1,Transfer-Encoding: brotli,501,"
        + "The request uses a part of HTTP that is not supported here",
    "GET / HTTP/3.7,A: b,505,This version of HTTP is not supported: ask with HTTP/1.1",
  })
  void refusalsOfTheContainer_sayWhatIsWrongAndAreNotGuessedAt(
      String line, String header, int status, String detail) throws IOException {
    String answer =
        browser.raw(line + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("X-Content-Type-Options: nosniff", "\"detail\":\"" + detail + "\"");
  }

  private static void assertProblem(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    JsonNode problem = Browser.json(response);
    assertThat(problem.get("status").intValue()).isEqualTo(response.statusCode());
    assertThat(problem.get("error")).isEqualTo(problem.get("detail"));
    assertThat(problem.get("success").booleanValue()).isFalse();
  }
}
