package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "qubix.token=s3cret-with-more-than-128-bits",
      "qubix.hosts=qubix.example",
      "qubix.cors=https://shop.example",
      "server.port=0"
    })
@Import(LockedTest.Shop.class)
class LockedTest {

  private static final String RIGHT = "Bearer s3cret-with-more-than-128-bits";

  @LocalServerPort int port;
  private Browser browser;

  @RestController
  static class Shop {
    @GetMapping({
      "/",
      "/api/jobs",
      "/api/jobs/{id}",
      "/api/jobs/pending/{worker}",
      "/api/accounts/{address}",
      "/api/providers",
      "/api/providers/{id}",
      "/api/providers/{id}/earnings",
      "/api/stats",
      "/api/stats/overview",
      "/unlisted",
      "/api/admin/projections",
      "/api/audit/ledger"
    })
    String read() {
      return "read";
    }

    @PostMapping("/api/jobs/create")
    String command() {
      return "done";
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void commandWithoutTheToken_is401() {
    HttpResponse<String> response = browser.post("/api/jobs/create", "{}");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"qubix\"");
    assertThat(Browser.json(response).get("success").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer s3cret-with-more-than-128-bitz",
        "Bearer s3cret-with-more-than-128-bits2",
        "Bearer ",
        "Basic s3cret-with-more-than-128-bits",
        "s3cret-with-more-than-128-bits"
      })
  void commandWithAnotherToken_is401(String authorization) {
    assertThat(browser.post("/api/jobs/create", "{}", "Authorization", authorization).statusCode())
        .isEqualTo(401);
  }

  @Test
  void commandWithTheToken_isDone() {
    assertThat(browser.post("/api/jobs/create", "{}", "Authorization", RIGHT).body())
        .isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/providers", "/api/providers/w-1", "/api/stats", "/api/stats/overview"})
  void thePublicFaceOfTheMarket_isOpen(String path) {
    assertThat(browser.get(path).body()).isEqualTo("read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/jobs",
        "/api/jobs/4711",
        "/api/jobs/pending/w-1?wait=60",
        "/api/jobs?access_token=s3cret-with-more-than-128-bits",
        "/api/accounts/ALICE",
        "/api/providers/my",
        "/api/providers/heartbeat",
        "/api/providers/w-1/earnings",
        "/api/providers/w-1/",
        "/api/nothing",
        "/v3/api-docs",
        "/swagger-ui/index.html",
        "/nothing"
      })
  void everythingElse_needsTheToken(String path) throws IOException {
    assertThat(get(path, "")).startsWith("HTTP/1.1 401");
    assertThat(get(path, "Authorization: " + RIGHT + "\r\n")).doesNotStartWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/jobs", "/api/admin/projections", "/health/..;/api/jobs", "/wsx"})
  void tokenAsParameter_opensTheWebSocketAlone(String path) throws IOException {
    assertThat(upgrade(path + "?access_token=s3cret-with-more-than-128-bits", ""))
        .startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upgrade: h2c, websocket", "Upgrade: websocket2"})
  void anotherUpgrade_doesNotMakeAPageAWebSocket(String upgrade) throws IOException {
    assertThat(get("/?access_token=s3cret-with-more-than-128-bits", upgrade + "\r\n"))
        .startsWith("HTTP/1.1 303");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qubix.example",
        "QUBIX.example:8443",
        "localhost:8080",
        "192.0.2.7",
        "[2001:db8::1]:80",
        "node1:8080"
      })
  void ourNames_areAnswered(String host) throws IOException {
    assertThat(statusFor(host)).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:8080", "qubix.example.evil.example", "1.2.evil"})
  void namesThatAStrangerCouldLeadToUs_areNot(String host) throws IOException {
    assertThat(statusFor(host)).startsWith("HTTP/1.1 403");
  }

  private String statusFor(String host) throws IOException {
    return browser.raw(
        "GET /api/providers HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/admin/projections",
        "/api/audit/ledger",
        "/actuator",
        "/actuator/metrics",
        "/actuator/prometheus",
        "/api/admin;x=1/projections",
        "/api/%61dmin/projections",
      })
  void operatorsCalls_needTheTokenHoweverTheyAreSpelled(String path) throws IOException {
    assertThat(get(path, "")).startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/./admin/projections",
        "/api/jobs/../admin/projections",
        "/health/../api/jobs",
      })
  void paths_thatHideWhereTheyLead_areMalformedEvenWithTheToken(String path) throws IOException {
    assertThat(get(path, "Authorization: " + RIGHT + "\r\n")).startsWith("HTTP/1.1 400");
    assertThat(upgrade(path + "?access_token=s3cret-with-more-than-128-bits", ""))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void whatTheTableDoesNotName_isNotThere_evenForTheOperator() throws IOException {
    String header = "Authorization: " + RIGHT + "\r\n";

    assertThat(get("/api/nothing", header))
        .startsWith("HTTP/1.1 404")
        .contains("application/problem+json");
    assertThat(get("/unlisted", header)).startsWith("HTTP/1.1 404").doesNotContain("read");
    assertThat(get("/nothing", header + "Accept: text/html\r\n"))
        .startsWith("HTTP/1.1 404")
        .contains("text/html", "Content-Security-Policy: default-src 'none'");
  }

  @Test
  void anotherMethod_isRefusedWithThoseThatThePathHas() throws IOException {
    HttpResponse<String> response = browser.post("/api/stats", "{}", "Authorization", RIGHT);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("GET");
  }

  @Test
  void wrongToken_refusesNothingThatNeedsNone() {
    assertThat(browser.get("/api/stats", "Authorization", "Bearer guess").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/swagger-ui/index.html", "/api/stats", "/sign-in", "/nothing", "/actuator"})
  void nothing_mayBeFramed(String path) {
    HttpResponse<String> response = browser.get(path, "Authorization", RIGHT);

    assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void swaggerUi_mayUseOurFilesOnly() {
    assertThat(
            browser
                .get("/swagger-ui/index.html", "Authorization", RIGHT)
                .headers()
                .firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .contains("default-src 'self'", "frame-ancestors 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api%2Fadmin/projections",
        "/api/x%2F..%2Fadmin/projections",
        "/api//admin/projections",
        "/api%5Cadmin/projections",
      })
  void otherSpellings_leadNowhere(String path) throws IOException {
    assertThat(get(path, "")).doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void operatorsCalls_withTheToken_areAnswered() throws IOException {
    String header = "Authorization: " + RIGHT + "\r\n";

    assertThat(get("/api/admin/projections", header)).startsWith("HTTP/1.1 200");
    assertThat(get("/api/audit/ledger", header)).startsWith("HTTP/1.1 200");
    assertThat(get("/actuator/prometheus", header)).startsWith("HTTP/1.1 200");
  }

  private String get(String path, String headers) throws IOException {
    return browser.raw(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: qubix.example\r\nConnection: close\r\n"
            + headers
            + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/actuator/health"})
  void health_staysOpen(String path) {
    assertThat(browser.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void webSocket_needsTheTokenAsHeaderOrParameter() throws IOException {
    assertThat(upgrade("/ws", "")).startsWith("HTTP/1.1 401");
    assertThat(upgrade("/", "")).startsWith("HTTP/1.1 401");
    assertThat(upgrade("/ws?access_token=guess", "")).startsWith("HTTP/1.1 401");
    // The filter let it pass; this server has no WebSocket.
    assertThat(upgrade("/ws?access_token=s3cret-with-more-than-128-bits", ""))
        .startsWith("HTTP/1.1 404");
    assertThat(upgrade("/ws", "Authorization: " + RIGHT + "\r\n")).startsWith("HTTP/1.1 404");
  }

  @Test
  void tokenAsParameter_isNoGoodForCommands() {
    assertThat(
            browser
                .post("/api/jobs/create?access_token=s3cret-with-more-than-128-bits", "{}")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void webSiteNamed_mayCommandAndReadTheAnswer() {
    HttpResponse<String> preflight =
        browser.send(
            browser
                .request(
                    "/api/jobs/create",
                    "Origin",
                    "https://shop.example",
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,idempotency-key")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    HttpResponse<String> command =
        browser.post(
            "/api/jobs/create", "{}", "Origin", "https://shop.example", "Authorization", RIGHT);

    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .get()
        .asString()
        .contains("authorization", "idempotency-key");
    assertThat(command.statusCode()).isEqualTo(200);
    assertThat(command.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://shop.example");
  }

  @Test
  void webSiteNotNamed_mayNotCommandEvenWithTheToken() throws IOException {
    assertThat(
            browser
                .post(
                    "/api/jobs/create",
                    "{}",
                    "Origin",
                    "https://evil.example",
                    "Authorization",
                    RIGHT)
                .statusCode())
        .isEqualTo(403);
    assertThat(
            upgrade(
                "/ws?access_token=s3cret-with-more-than-128-bits",
                "Origin: https://evil.example\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  private String upgrade(String path, String headers) throws IOException {
    return browser.raw(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: qubix.example\r\nUpgrade: websocket\r\nConnection: Upgrade,"
            + " close\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers
            + "\r\n");
  }
}
