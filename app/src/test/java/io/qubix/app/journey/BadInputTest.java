package io.qubix.app.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.net.URLEncoder;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bad input of any kind gets a clear error and stores nothing. */
class BadInputTest {

  private static final String NO_JOB = "0198f000-0000-7000-8000-000000000000";

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();

  @BeforeAll
  static void start() {
    api.register("known", 1);
  }

  static Stream<Arguments> badRequests() {
    String create = "/api/jobs/create";
    String register = "/api/providers/register";
    return Stream.of(
        Arguments.of(create, "", 400, ""),
        Arguments.of(create, "{", 400, ""),
        Arguments.of(create, "[]", 400, ""),
        Arguments.of(create, "null", 400, ""),
        Arguments.of(create, "{}", 400, "modelType,computeNeeded,qubicAddress"),
        Arguments.of(
            create,
            "{\"modelType\": \" \", \"computeNeeded\": 0, \"qubicAddress\": 5, \"maxPrice\": -1,"
                + " \"inputData\": []}",
            400,
            "modelType,computeNeeded,qubicAddress,maxPrice,inputData"),
        Arguments.of(create, job("\"computeNeeded\": \"2\""), 400, "computeNeeded"),
        Arguments.of(create, job("\"computeNeeded\": 1e999"), 400, "computeNeeded"),
        Arguments.of(create, job("\"computeNeeded\": 1e999999999"), 400, "computeNeeded"),
        Arguments.of(create, job("\"computeNeeded\": 1000001"), 400, "computeNeeded"),
        Arguments.of(create, job("\"maxPrice\": 1000000001"), 400, "maxPrice"),
        Arguments.of(create, job("\"maxPrice\": 0"), 400, "maxPrice"),
        Arguments.of(create, job("\"maxPrice\": 1e-400"), 400, "maxPrice"),
        Arguments.of(create, job("\"inputData\": {\"a\": \"\\u0000\"}"), 400, "inputData"),
        Arguments.of(create, job("\"inputData\": {\"a\": \"\\ud800\"}"), 400, "inputData"),
        Arguments.of(create, job("\"inputData\": \"text\""), 400, "inputData"),
        Arguments.of(create, job("\"inputData\": " + "[".repeat(2000) + "]".repeat(2000)), 400, ""),
        Arguments.of(
            create, job("\"qubicAddress\": \"" + "A".repeat(129) + "\""), 400, "qubicAddress"),
        Arguments.of(create, job("\"modelType\": \"" + "A".repeat(256) + "\""), 400, "modelType"),
        Arguments.of(
            create, job("\"requirements\": {\"minVramGb\": -1}"), 400, "requirements.minVramGb"),
        Arguments.of(register, "{}", 400, "workerId,qubicAddress,pricePerHour"),
        Arguments.of(
            register,
            "{\"workerId\": \"w\", \"qubicAddress\": \"A\", \"pricePerHour\": \"cheap\"}",
            400,
            "pricePerHour"),
        Arguments.of(
            "/api/jobs/" + NO_JOB + "/progress",
            "{\"workerId\": \"known\", \"progress\": 1}",
            404,
            ""),
        Arguments.of(
            "/api/jobs/nonsense/progress", "{\"workerId\": \"known\", \"progress\": 1}", 404, ""),
        Arguments.of(
            "/api/jobs/" + NO_JOB + "/progress", "{\"progress\": \"x\"}", 400, "workerId,progress"),
        Arguments.of(
            "/api/jobs/" + NO_JOB + "/complete",
            "{\"workerId\": \"known\", \"status\": \"done\"}",
            400,
            "status"),
        Arguments.of(
            "/api/jobs/" + NO_JOB + "/complete",
            "{\"workerId\": \"known\", \"status\": \"completed\"}",
            404,
            ""),
        Arguments.of("/api/jobs/" + NO_JOB + "/cancel", "{}", 404, ""),
        Arguments.of("/api/providers/nobody/heartbeat", "{}", 404, ""),
        Arguments.of("/api/providers/known/heartbeat", "{\"status\": \"asleep\"}", 400, "status"),
        Arguments.of("/api/providers/nobody/toggle", "", 404, ""),
        Arguments.of("/api/jobs/estimate", "{\"computeNeeded\": -2}", 400, "computeNeeded"),
        Arguments.of("/api/admin/projections/nonsense/replay", "", 404, ""),
        Arguments.of("/api/nonsense", "{}", 404, ""),
        Arguments.of("/api/jobs/user/ALICE", "{}", 405, ""));
  }

  private static String job(String member) {
    String name = member.substring(0, member.indexOf(':'));
    String rest =
        Stream.of("\"modelType\": \"m\"", "\"computeNeeded\": 1", "\"qubicAddress\": \"ALICE\"")
            .filter(other -> !other.startsWith(name + ":"))
            .reduce("", (all, other) -> all + ", " + other);
    return "{" + member + rest + "}";
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void aBadRequestIsAnsweredClearlyAndStoresNothing(
      String path, String body, int status, String fields) {
    long before = server.get(EventLog.class).head();

    Answer answer = api.post(path, body).expect(status);

    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
    isProblem(answer, status);
    Iterator<JsonNode> errors = answer.at("errors").iterator();
    if (!fields.isEmpty()) {
      assertThat(errors)
          .toIterable()
          .extracting(error -> error.path("field").asString())
          .containsExactlyInAnyOrder(fields.split(","));
    }
  }

  /** Rounded up, it would be more than a consumer offers; rounded down, less than a worker asks. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0000001", "1.1234565", "0.30000000000000004", "1e-1000000000"})
  void anAmountThatTheBooksCannotKeep_isRefusedAtEveryDoor(String amount) {
    long before = server.get(EventLog.class).head();
    String worker = "\"workerId\": \"w\", \"qubicAddress\": \"A\"";
    String asked = ", \"pricePerHour\": " + amount + "}";
    String offered = "\"maxPrice\": " + amount;

    List<Answer> answers =
        List.of(
            api.post("/api/providers/register", "{" + worker + asked),
            api.post(
                "/api/providers/register", "{\"worker_id\": \"w\", \"address\": \"A\"" + asked),
            api.post("/api/providers/quick-register", "{\"type\": \"native\", " + worker + asked),
            api.patch("/api/providers/known", "{\"name\": \"Known\"" + asked),
            api.post("/api/jobs/create", job(offered)),
            api.post("/api/jobs/estimate", "{\"computeNeeded\": 1, " + offered + "}"),
            api.get("/api/providers?maxPrice=" + amount));

    assertThat(answers)
        .allSatisfy(
            answer -> {
              isProblem(answer, 400);
              assertThat(answer.text("error")).contains("at most 6 decimals");
            });
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  private static void isProblem(Answer answer, int status) {
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.at("success").asBoolean(true)).isFalse();
    assertThat(answer.at("status").asInt()).isEqualTo(status);
    assertThat(answer.text("error")).isNotBlank().isEqualTo(answer.text("detail"));
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("type")).isNotBlank();
    assertThat(answer.text("instance")).isNotBlank();
    assertThat(answer.body().toString())
        .doesNotContain("Exception", "io.qubix", "java.", "at org.", "select ", "tools.jackson");
  }

  @Test
  void badQueriesAreNamedToo() {
    for (String path :
        List.of(
            "/api/jobs?status=SLEEPING",
            "/api/jobs?limit=0",
            "/api/jobs?limit=abc",
            "/api/jobs?limit=201",
            "/api/jobs?before=nonsense",
            "/api/jobs?modelType=%ff",
            "/api/jobs/pending/known?wait=61",
            "/api/jobs/pending/known?wait=-1",
            "/api/accounts/ALICE?at=yesterday",
            "/api/providers?minVram=much",
            "/api/providers?availability=sometimes",
            "/api/providers/my/jobs",
            "/api/providers/my/earnings")) {
      Answer answer = api.get(path);
      assertThat(answer.status()).as(path).isEqualTo(400);
      isProblem(answer, 400);
    }
    for (String path :
        List.of(
            "/api/jobs/" + NO_JOB,
            "/api/jobs/nonsense",
            "/api/providers/nobody",
            "/nonsense",
            "/api/jobs/" + NO_JOB + "/events",
            "/api/jobs/" + NO_JOB + "/logs")) {
      isProblem(api.get(path).expect(404), 404);
    }
    assertThat(api.get("/api/jobs/pending/nobody").expect(200).body()).isEmpty();
    assertThat(api.get("/api/jobs/user/NOBODY").expect(200).body()).isEmpty();
  }

  @Test
  void aWorkerMayBeCalledLikeAPath_butNotLikeNothing() {
    String odd = "a/b \\ ö?%&";
    String path = "/api/providers/" + URLEncoder.encode(odd, UTF_8).replace("+", "%20");
    api.register(odd.replace("\\", "\\\\"), 3);
    api.post(path + "/heartbeat", "{\"status\": \"online\"}").expect(200);
    assertThat(api.get(path).expect(200).text("workerId")).isEqualTo(odd);
    api.post(path + "/heartbeat", "{\"status\": \"offline\"}").expect(200);
    for (String name : List.of(".", "..", "my", "a\\nb")) {
      Answer refused =
          api.post(
                  "/api/providers/register",
                  "{\"workerId\": \"" + name + "\", \"qubicAddress\": \"A\", \"pricePerHour\": 1}")
              .expect(400);
      assertThat(refused.text("errors.0.field")).isEqualTo("workerId");
    }
  }

  @Test
  void aBodyOverEightMegabytesIsRefused() {
    long before = server.get(EventLog.class).head();
    String text = "x".repeat(8 * 1024 * 1024);
    isProblem(
        api.post("/api/jobs/create", job("\"inputData\": {\"text\": \"" + text + "\"}"))
            .expect(413),
        413);
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  @Test
  void aLargeInputWithinTheBoundComesBackWhole() {
    String text = "ö".repeat(3_000_000);
    String job =
        api.post("/api/jobs/create", job("\"inputData\": {\"text\": \"" + text + "\"}"))
            .expect(200)
            .text("job.id");
    assertThat(api.job(job).text("inputData.text")).hasSize(3_000_000);
    api.post("/api/jobs/" + job + "/cancel", "{}").expect(200);
  }
}
