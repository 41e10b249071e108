package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"qubix.token=s3cret-with-more-than-128-bits", "server.port=0"})
@Import(LockedTest.Shop.class)
class SignInTest {

  @LocalServerPort int port;
  private Browser browser;

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/market", "/jobs/x", "/submit", "/ledger?address=A", "/audit"})
  void page_sendsWhoeverDidNotSignInThere(String path) {
    HttpResponse<String> response = browser.get(path);

    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location"))
        .contains("/sign-in?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
  }

  @Test
  void partOfAPage_isRefused_andThePageSentToSignIn() {
    HttpResponse<String> response = browser.get("/market", "HX-Request", "true");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("HX-Redirect")).contains("/sign-in");
  }

  @Test
  void filesOfTheConsole_areOpen() {
    String page = browser.get("/sign-in").body();
    int at = page.indexOf("/assets/");
    String file = page.substring(at, page.indexOf('"', at));

    assertThat(browser.get(file).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherToken_isRefused() {
    HttpResponse<String> response = signIn("guess", "/");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(response.body()).contains("This token is wrong.");
  }

  @Test
  void answersToSigningInAndOut_areUnderThePolicyOfPages() {
    for (HttpResponse<String> response :
        List.of(signIn("guess", "/"), signIn("s3cret-with-more-than-128-bits", "/"), signOut())) {
      assertThat(response.headers().firstValue("Content-Security-Policy"))
          .as("policy of %s, %s", response.uri(), response.statusCode())
          .get()
          .asString()
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void cookie_isOutOfReachOfScriptsAndOtherSites() {
    HttpResponse<String> response = signIn("s3cret-with-more-than-128-bits", "/market?sort=jobs");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith("/market?sort=jobs");
    assertThat(response.headers().firstValue("Set-Cookie"))
        .get()
        .asString()
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("s3cret-with-more-than-128-bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/a b", ""})
  void nextPage_isAlwaysOneOfOurs(String next) {
    assertThat(signIn("s3cret-with-more-than-128-bits", next).headers().firstValue("Location"))
        .get()
        .asString()
        .matches("(http://localhost:" + port + ")?/");
  }

  @Test
  void nextPage_hasWhateverAnAddressMayHave() {
    String next = "/ledger?address=A(1)!*;$'";

    assertThat(signIn("s3cret-with-more-than-128-bits", next).headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith(next);
  }

  @Test
  void whoeverSignedIn_isSentOn() {
    HttpResponse<String> response = browser.get("/sign-in?next=/audit", "Cookie", cookie());

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).get().asString().endsWith("/audit");
  }

  @Test
  void command_ofOurOwnPage_isDoneWithTheCookie() {
    assertThat(command("Origin", "http://localhost:" + port).body()).isEqualTo("done");
    assertThat(command("Sec-Fetch-Site", "same-origin").body()).isEqualTo("done");
  }

  @Test
  void command_ofAnybodyElse_isRefusedEvenWithTheCookie() {
    // Another port of this host is the same site: the browser would send the cookie.
    assertThat(command("Origin", "http://localhost:1").statusCode()).isEqualTo(403);
    assertThat(command("Origin", "https://evil.example").statusCode()).isEqualTo(403);
    assertThat(command("Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(401);
    assertThat(command("X-Nothing", "said").statusCode()).isEqualTo(401);
  }

  @Test
  void whatIsTheOperators_isReadWithTheCookie_fromOurPagesOnly() {
    String cookie = cookie();

    assertThat(read("/api/admin/projections", cookie, "same-origin").statusCode()).isEqualTo(200);
    assertThat(read("/api/admin/projections", cookie, "cross-site").statusCode()).isEqualTo(401);
    assertThat(read("/api/admin/projections", cookie + "0", "same-origin").statusCode())
        .isEqualTo(401);
  }

  @Test
  void webSocket_opensWithTheCookie_forOurPagesOnly() throws IOException {
    String cookie = "Cookie: " + cookie() + "\r\n";

    // The filter let it pass; this server has no WebSocket.
    assertThat(upgrade(cookie + "Origin: http://localhost:" + port + "\r\n"))
        .startsWith("HTTP/1.1 404");
    assertThat(upgrade(cookie)).startsWith("HTTP/1.1 401");
  }

  @Test
  void signingOut_endsACopiedCookie() {
    String stolen = cookie();
    assertThat(read("/api/admin/projections", stolen, "same-origin").statusCode()).isEqualTo(200);

    signOut("/sign-out", stolen);

    assertThat(read("/api/admin/projections", stolen, "same-origin").statusCode()).isEqualTo(401);
    assertThat(browser.get("/market", "Cookie", stolen).statusCode()).isEqualTo(303);
  }

  @Test
  void signingOut_leavesOtherBrowsersSignedIn_exceptEverywhere() {
    String here = cookie();
    String there = cookie();
    String elsewhere = cookie();

    signOut("/sign-out", here);
    assertThat(read("/api/admin/projections", there, "same-origin").statusCode()).isEqualTo(200);

    signOut("/sign-out?everywhere", there);
    assertThat(read("/api/admin/projections", elsewhere, "same-origin").statusCode())
        .isEqualTo(401);
  }

  @Test
  void signingInAgain_givesAnotherName_andEndsTheOldOne() {
    String first = cookie();
    String set =
        browser
            .send(
                browser
                    .request(
                        "/sign-in",
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Cookie",
                        first)
                    .POST(BodyPublishers.ofString("token=s3cret-with-more-than-128-bits"))
                    .build())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    String second = set.substring(0, set.indexOf(';'));

    assertThat(second).isNotEqualTo(first);
    assertThat(read("/api/admin/projections", first, "same-origin").statusCode()).isEqualTo(401);
    assertThat(read("/api/admin/projections", second, "same-origin").statusCode()).isEqualTo(200);
  }

  @Test
  void cookieThatABrowserMadeUp_isNoSession_evenAfterSigningInWithIt() {
    String fixed = "qubix-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    browser.send(
        browser
            .request(
                "/sign-in", "Content-Type", "application/x-www-form-urlencoded", "Cookie", fixed)
            .POST(BodyPublishers.ofString("token=s3cret-with-more-than-128-bits"))
            .build());

    assertThat(read("/api/admin/projections", fixed, "same-origin").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOut_byAnAddressAlone_isNotPossible() {
    assertThat(browser.get("/sign-out", "Cookie", cookie()).statusCode()).isEqualTo(405);
  }

  @Test
  void signingOut_takesTheCookieAway() {
    assertThat(signOut().headers().firstValue("Set-Cookie"))
        .get()
        .asString()
        .contains("qubix-session=;", "Max-Age=0");
  }

  private HttpResponse<String> signOut() {
    return signOut("/sign-out", cookie());
  }

  private HttpResponse<String> signOut(String path, String cookie) {
    return browser.send(
        browser.request(path, "Cookie", cookie).POST(BodyPublishers.noBody()).build());
  }

  private HttpResponse<String> signIn(String token, String next) {
    return browser.send(
        browser
            .request("/sign-in", "Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "token=" + token + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8)))
            .build());
  }

  private String cookie() {
    String set =
        signIn("s3cret-with-more-than-128-bits", "/")
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  private HttpResponse<String> command(String header, String value) {
    return browser.post("/api/jobs/create", "{}", "Cookie", cookie(), header, value);
  }

  private HttpResponse<String> read(String path, String cookie, String site) {
    return browser.get(path, "Cookie", cookie, "Sec-Fetch-Site", site);
  }

  private String upgrade(String headers) throws IOException {
    return browser.raw(
        "GET /ws HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\n"
            + "Upgrade: websocket\r\n"
            + "Connection: Upgrade, close\r\n"
            + "Sec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers
            + "\r\n");
  }
}
