package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Role;
import io.qubix.app.journey.Server;
import io.qubix.app.security.access.Access;
import io.qubix.app.security.access.AccessTable;
import io.qubix.testing.Browser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may do what with whose objects, in {@code keys} mode. */
class OwnershipTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static Server server;
  private static Browser browser;
  private static String alice;
  private static String bob;
  private static String owner;
  private static String rival;
  private static String worker;
  private static String rivalsWorker;
  private static String auditor;
  private static String job;

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url(), "--qubix.security=keys", "--qubix.token=" + TOKEN);
    browser = new Browser(server.uri().getPort());
    alice = key("consumer", "ALICE");
    bob = key("consumer", "BOB");
    owner = key("provider", "OWNER");
    rival = key("provider", "RIVAL");
    worker = key("worker", "w-owner");
    rivalsWorker = key("worker", "w-rival");
    auditor = key("auditor", null);
    assertThat(register(owner, "w-owner", "OWNER")).isEqualTo(200);
    assertThat(register(rival, "w-rival", "RIVAL")).isEqualTo(200);
    // The rival asks too much, so the owner's worker gets the job.
    assertThat(send("PATCH", "/api/providers/w-rival", "{\"pricePerHour\": 1000}", rival))
        .isEqualTo(200);
    job = Browser.json(create(alice, "ALICE")).get("job").get("id").stringValue();
    await()
        .untilAsserted(
            () ->
                assertThat(Browser.json(get("/api/jobs/" + job, alice)).get("status").stringValue())
                    .isEqualTo("ASSIGNED"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void jobIsCreated_inTheNameOfTheKeyAlone() {
    assertThat(create(bob, "BOB").statusCode()).isEqualTo(200);
    assertThat(create(bob, "ALICE").statusCode()).isEqualTo(403);
    assertThat(create(owner, "OWNER").statusCode()).isEqualTo(403);
    assertThat(create(worker, "OWNER").statusCode()).isEqualTo(403);
    assertThat(create(auditor, "ALICE").statusCode()).isEqualTo(403);
    assertThat(
            post(
                    "/api/jobs/batch",
                    "{\"jobs\": [" + jobOf("BOB") + ", " + jobOf("ALICE") + "]}",
                    bob)
                .statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/events", "/decisions", "/logs", "/metrics", "/monitor"})
  void job_isSeenByItsConsumer_theProviderThatHasIt_operatorsAndAuditors(String part) {
    String path = "/api/jobs/" + job + part;

    for (String key : new String[] {alice, owner, worker, auditor, TOKEN}) {
      assertThat(get(path, key).statusCode()).isEqualTo(200);
    }
    for (String key : new String[] {bob, rival, rivalsWorker}) {
      assertThat(get(path, key).statusCode()).isEqualTo(404);
      assertThat(Browser.json(get(path, key)).get("error"))
          .isEqualTo(
              Browser.json(get("/api/jobs/0198f000-0000-7000-8000-000000000000" + part, key))
                  .get("error"));
    }
    assertThat(browser.get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void anothersJob_isNotCancelledOrRetried_whateverTheBodyNames() {
    for (String body : new String[] {"{}", "{\"qubicAddress\": \"ALICE\"}"}) {
      assertThat(post("/api/jobs/" + job + "/cancel", body, bob).statusCode()).isEqualTo(404);
      assertThat(post("/api/jobs/" + job + "/retry", body, bob).statusCode()).isEqualTo(404);
      assertThat(post("/api/jobs/" + job + "/cancel", body, owner).statusCode()).isEqualTo(403);
    }
    assertThat(
            post("/api/jobs/cancel", "{\"qubicAddress\": \"ALICE\", \"label\": \"a=b\"}", bob)
                .statusCode())
        .isEqualTo(403);
    assertThat(Browser.json(get("/api/jobs/" + job, alice)).get("status").stringValue())
        .isIn("ASSIGNED", "RUNNING");
  }

  @Test
  void everyRow_refusesTheRolesThatItDoesNotName_andWhoeverIsNotKnown() {
    Map<Role, String> keys =
        Map.of(
            Role.CONSUMER, alice, Role.PROVIDER, owner, Role.WORKER, worker, Role.AUDITOR, auditor);
    for (Access row : AccessTable.OF_THE_PROGRAM.rows()) {
      String path = row.path().replace("{part:input|result}", "input").replaceAll("\\{[^}]+}", "x");
      String method = row.method().name();
      if (row.isPublic()) {
        continue;
      }
      assertThat(send(method, path, "{}", "guess")).as("%s without a key", row).isIn(401, 303);
      keys.forEach(
          (role, key) -> {
            if (row.of(role) == null) {
              assertThat(send(method, path, "{}", key)).as("%s as %s", row, role).isEqualTo(403);
            }
          });
    }
  }

  @Test
  void ownJob_isCancelled_withoutNamingItsConsumer() {
    String own = Browser.json(create(bob, "BOB")).get("job").get("id").stringValue();

    assertThat(post("/api/jobs/" + own + "/cancel", "{}", bob).statusCode()).isEqualTo(200);
  }

  @Test
  void report_isTakenFromTheWorkerOfTheKeyAlone() {
    String forged = "{\"workerId\": \"w-owner\", \"progress\": 5}";
    String path = "/api/jobs/" + job + "/progress";

    assertThat(post(path, forged, rivalsWorker).statusCode()).isEqualTo(403);
    assertThat(post(path, forged, alice).statusCode()).isEqualTo(403);
    assertThat(
            post(
                    "/api/jobs/" + job + "/complete",
                    "{\"workerId\": \"w-owner\", \"status\": \"completed\", \"result\": {}}",
                    rivalsWorker)
                .statusCode())
        .isEqualTo(403);
    assertThat(
            post(
                    "/api/jobs/reports",
                    "{\"reports\": [{\"jobId\": \""
                        + job
                        + "\", \"workerId\": \"w-owner\", \"attempt\": 1, \"progress\": 5}]}",
                    rivalsWorker)
                .statusCode())
        .isEqualTo(403);
    assertThat(post(path, forged, worker).statusCode()).isEqualTo(200);
  }

  @Test
  void worker_isHeardAndPolls_withItsOwnKeyAlone() {
    for (String path :
        new String[] {"/api/jobs/pending/w-owner", "/api/jobs/pending?workers=w-owner"}) {
      assertThat(get(path, worker).statusCode()).isEqualTo(200);
      assertThat(get(path, rivalsWorker).statusCode()).isEqualTo(403);
      assertThat(get(path, alice).statusCode()).isEqualTo(403);
    }
    assertThat(get("/api/jobs/pending?workers=w-rival,w-owner", rivalsWorker).statusCode())
        .isEqualTo(403);
    assertThat(
            post("/api/providers/w-owner/heartbeat", "{\"status\": \"offline\"}", rivalsWorker)
                .statusCode())
        .isEqualTo(403);
    assertThat(post("/api/providers/w-owner/heartbeat", "{}", worker).statusCode()).isEqualTo(200);
  }

  @Test
  void provider_isRegisteredAndChanged_byItsOwnerAlone() {
    assertThat(register(rival, "w-new", "OWNER")).isEqualTo(403);
    assertThat(register(rival, "w-owner", "RIVAL")).isEqualTo(403);
    assertThat(register(alice, "w-alice", "ALICE")).isEqualTo(403);
    assertThat(send("PATCH", "/api/providers/w-owner", "{\"pricePerHour\": 0}", rival))
        .isEqualTo(403);
    assertThat(send("POST", "/api/providers/w-owner/toggle", "{}", rival)).isEqualTo(403);
    assertThat(send("DELETE", "/api/providers/w-owner", "", rival)).isEqualTo(403);
    assertThat(send("PATCH", "/api/providers/w-owner", "{\"pricePerHour\": 2}", owner))
        .isEqualTo(200);
  }

  @Test
  void accountsAndLists_areOfTheOwnAddressAlone() {
    assertThat(get("/api/accounts/ALICE", alice).statusCode()).isEqualTo(200);
    assertThat(get("/api/accounts/ALICE", bob).statusCode()).isEqualTo(403);
    assertThat(get("/api/accounts/ALICE", auditor).statusCode()).isEqualTo(200);
    assertThat(get("/api/jobs?qubicAddress=BOB", bob).statusCode()).isEqualTo(200);
    assertThat(get("/api/jobs?qubicAddress=ALICE", bob).statusCode()).isEqualTo(403);
    assertThat(get("/api/jobs", bob).statusCode()).isEqualTo(403);
    assertThat(get("/api/providers/my?qubicAddress=OWNER", owner).statusCode()).isEqualTo(200);
    assertThat(get("/api/providers/my?qubicAddress=OWNER", rival).statusCode()).isEqualTo(403);
    assertThat(get("/api/providers/my", rival).statusCode()).isEqualTo(403);
    assertThat(get("/api/providers/w-owner/earnings", owner).statusCode()).isEqualTo(200);
    assertThat(get("/api/providers/w-owner/earnings", rival).statusCode()).isEqualTo(403);
    assertThat(send("PATCH", "/api/users/ALICE", "{\"username\": \"Bob\"}", bob)).isEqualTo(403);
  }

  @Test
  void list_isAnothers_howeverItsAddressIsHidden() {
    assertThat(
            browser
                .get("/api/jobs", "Authorization", "Bearer " + bob, "X-Qubic-Address", "BOB")
                .statusCode())
        .isEqualTo(403);
    for (String path :
        new String[] {
          "/api/jobs?qubicAddress=BOB&qubicAddress=ALICE",
          "/api/jobs?qubicAddress=&qubicAddress=ALICE",
          "/api/jobs?qubicAddress="
        }) {
      assertThat(get(path, bob).statusCode()).as(path).isEqualTo(403);
    }
    for (String workers :
        new String[] {
          "workers=w-rival&workers=w-owner", "workers=,", "workers=", "workers=w-rival,,w-owner"
        }) {
      assertThat(get("/api/jobs/pending?" + workers, rivalsWorker).statusCode())
          .as(workers)
          .isEqualTo(403);
    }
    assertThat(get("/api/jobs?workerId=w-owner", worker).statusCode()).isEqualTo(403);
  }

  @Test
  void fieldsInTheBodyOfARead_areNoParameters() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(
                HttpRequest.newBuilder(server.uri().resolve("/api/providers/my/earnings"))
                    .header("Authorization", "Bearer " + rival)
                    .header("X-Qubic-Address", "RIVAL")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method("GET", HttpRequest.BodyPublishers.ofString("qubicAddress=OWNER"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("OWNER");
  }

  @Test
  void keysAreListed_toTheirHolderAlone() {
    assertThat(get("/api/keys", alice).body()).contains("ALICE").doesNotContain("BOB", "OWNER");
    assertThat(get("/api/keys?subject=BOB", alice).body()).doesNotContain("BOB");
    assertThat(get("/api/keys", auditor).body()).contains("ALICE", "BOB");
  }

  @Test
  void operatorsWork_isTheOperatorsAlone() {
    for (String key : new String[] {alice, owner, worker, auditor}) {
      assertThat(send("POST", "/api/admin/projections/job/replay", "", key)).isEqualTo(403);
      assertThat(send("PUT", "/api/admin/market", "{\"state\": \"paused\"}", key)).isEqualTo(403);
    }
    assertThat(get("/api/admin/projections", auditor).statusCode()).isEqualTo(200);
    assertThat(get("/api/admin/projections", alice).statusCode()).isEqualTo(403);
    assertThat(get("/actuator/metrics", alice).statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> get(String path, String key) {
    return browser.get(path, "Authorization", "Bearer " + key);
  }

  private static HttpResponse<String> post(String path, String body, String key) {
    return browser.post(path, body, "Authorization", "Bearer " + key);
  }

  private static int send(String method, String path, String body, String key) {
    return browser
        .send(
            browser
                .request(path, "Authorization", "Bearer " + key, "Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build())
        .statusCode();
  }

  private static String jobOf(String address) {
    return "{\"modelType\": \"any\", \"computeNeeded\": 1, \"inputData\": {}, \"qubicAddress\": \""
        + address
        + "\"}";
  }

  private static HttpResponse<String> create(String key, String address) {
    return post("/api/jobs/create", jobOf(address), key);
  }

  private static int register(String key, String worker, String address) {
    return send(
        "POST",
        "/api/providers/register",
        "{\"workerId\": \""
            + worker
            + "\", \"qubicAddress\": \""
            + address
            + "\", \"pricePerHour\": 1}",
        key);
  }

  private static String key(String role, String subject) {
    JsonNode issued =
        Browser.json(
            post(
                "/api/keys",
                "{\"role\": \""
                    + role
                    + "\", \"name\": \"test\""
                    + (subject == null ? "" : ", \"subject\": \"" + subject + "\"")
                    + "}",
                TOKEN));
    return issued.get("secret").stringValue();
  }
}
