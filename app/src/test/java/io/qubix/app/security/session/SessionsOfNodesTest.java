package io.qubix.app.security.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import io.qubix.testing.Browser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two nodes of one database know the same sessions. */
class SessionsOfNodesTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static Server first;
  private static Server second;
  private static Browser here;
  private static Browser there;

  @BeforeAll
  static void start() {
    String database = TestDatabase.url();
    first = Server.on(database, "--qubix.token=" + TOKEN);
    second = Server.on(database, "--qubix.token=" + TOKEN);
    here = new Browser(first.uri().getPort());
    there = new Browser(second.uri().getPort());
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void sessionOfOneNode_isOneOfTheOther_untilItIsSignedOutThere() {
    String cookie = signIn(TOKEN);
    assertThat(statusOf(here, cookie)).isEqualTo(200);
    assertThat(statusOf(there, cookie)).isEqualTo(200);

    there.send(there.request("/sign-out", "Cookie", cookie).POST(BodyPublishers.noBody()).build());

    assertThat(statusOf(here, cookie)).isEqualTo(303);
    assertThat(statusOf(there, cookie)).isEqualTo(303);
  }

  @Test
  void sessionOfAKey_endsWithItsRevocation_onEveryNode() {
    JsonNode key =
        Browser.json(
            here.post(
                "/api/keys",
                "{\"role\": \"operator\", \"name\": \"night shift\"}",
                "Authorization",
                "Bearer " + TOKEN));
    String secret = key.get("secret").stringValue();
    String id = key.get("key").get("id").stringValue();
    String cookie = signIn(secret);
    assertThat(statusOf(here, cookie)).isEqualTo(200);
    assertThat(statusOf(there, cookie)).isEqualTo(200);

    HttpResponse<String> revoked =
        there.send(
            there.request("/api/keys/" + id, "Authorization", "Bearer " + TOKEN).DELETE().build());
    assertThat(revoked.statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              assertThat(statusOf(here, cookie)).isEqualTo(303);
              assertThat(statusOf(there, cookie)).isEqualTo(303);
            });
    assertThat(here.get("/api/jobs", "Authorization", "Bearer " + secret).statusCode())
        .isEqualTo(401);
  }

  private static String signIn(String secret) {
    String set =
        here.send(
                here.request("/sign-in", "Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + secret))
                    .build())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  private static int statusOf(Browser node, String cookie) {
    return node.get("/market", "Cookie", cookie).statusCode();
  }
}
