package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a worker reports in good faith is understood, and never holds its job for ever. */
class GoodFaithTest {

  private static final String WORKER = "faithful";

  /** Its one worker fails one job after another, and is to get the next all the same. */
  @AutoClose
  private static final Server server =
      Server.on(TestDatabase.url(), "--qubix.providers.failures-in-a-row=1000000");

  private static final Api api = server.api();

  @BeforeAll
  static void start() {
    api.register(WORKER, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"error\": \"a\\u0000b\"                              | a\ufffdb",
        "\"error\": \"a\\ud800b\"                              | a\ufffdb",
        "\"error\": {\"code\": 7, \"at\": [1.50]}              | {\"code\":7,\"at\":[1.50]}",
        "\"error\": NaN                                        | NaN",
        "\"error\": {\"a\\udc00\": \"\\ud800\"}                   | {\"a\ufffd\":\"\ufffd\"}",
        "\"error\": \"e\", \"metrics\": {\"\\ud800\": 1}        | e",
        "\"error\": null                                       | The worker gave no reason",
        "\"error\": \"e\", \"metrics\": {\"loss\": NaN}        | e",
        "\"error\": \"e\", \"metrics\": {\"processingTimeSeconds\": -Infinity} | e",
        "\"error\": \"e\", \"metrics\": \"none\"               | e",
        "\"error\": \"e\", \"logLines\": [1, null]             | e",
        "\"error\": \"e\", \"result\": \"\\u0000\"             | e",
        "\"error\": \"e\", \"attempt\": \"1\"                  | e"
      })
  void aFailure_isAlwaysTaken(String more, String error) {
    String job = api.create("ANN").text("job.id");
    String body = "{\"workerId\": \"faithful\", \"status\": \"FAILED\", " + more + "}";

    Answer taken = api.post("/api/jobs/" + job + "/complete", body).expect(200);

    assertThat(taken.text("job.status")).isEqualTo("FAILED");
    assertThat(api.job(job).text("error")).endsWith(" after failure: " + error);
    assertThat(api.post("/api/jobs/" + job + "/complete", body).expect(200).body())
        .isEqualTo(taken.body());
    api.cancel(job).expect(200);
  }

  static List<String> beyondTheLimits() {
    return List.of(
        "[".repeat(101) + "1" + "]".repeat(101),
        "{\"a\":".repeat(101) + "1" + "}".repeat(101),
        "[".repeat(100_000) + "]".repeat(100_000),
        "{\"" + "n".repeat(1_001) + "\": 1}",
        "{\"a\": [{\"b\": 1, \"b\": 2}]}",
        "1e9999999999",
        "[-1e-9999999999]",
        "9".repeat(1_001),
        "{\"a\": 0." + "1".repeat(1_001) + "}");
  }

  @ParameterizedTest
  @MethodSource("beyondTheLimits")
  void whatIsBeyondTheLimitsOfJson_neverRefusesAReport_norHidesItsNeighbours(String value) {
    String job = api.create("ANN").text("job.id");
    String metrics =
        "\"metrics\": {\"before\": 1, \"bad\": "
            + value
            + ", \"twice\": 1, \"twice\": 2, \""
            + "n".repeat(1_001)
            + "\": 3, \"after\": [4]}";

    Answer heard =
        api.post(
                "/api/providers/faithful/heartbeat",
                "{" + metrics.replace("metrics", "usage") + "}")
            .expect(200);
    assertThat(heard.at("dropped").toString()).isEqualTo("{\"usage\":3}");
    Answer answer =
        api.post(
                "/api/jobs/" + job + "/progress",
                "{\"workerId\": \"faithful\", %s, \"logLines\": [%s, \"kept\"], \"progress\": 40}"
                    .formatted(metrics, value))
            .expect(200);
    assertThat(answer.at("progress").asInt()).isEqualTo(40);
    assertThat(answer.at("dropped").toString()).isEqualTo("{\"logLines\":1,\"metrics\":3}");
    assertThat(api.get("/api/jobs/" + job + "/metrics").at("metrics.0").propertyNames())
        .containsExactlyInAnyOrder("timestamp", "before", "after");
    Answer failed =
        api.post(
                "/api/jobs/" + job + "/complete",
                "{\"workerId\": \"faithful\", \"error\": %s, %s, \"status\": \"failed\"}"
                    .formatted(value, metrics))
            .expect(200);
    assertThat(failed.text("job.status")).isEqualTo("FAILED");
    assertThat(failed.at("mended").toString()).isEqualTo("[\"error\"]");
    api.cancel(job).expect(200);
  }

  @ParameterizedTest
  @MethodSource("beyondTheLimits")
  void whatIsBeyondTheLimitsOfJson_isRefusedWhereItIsWhatTheReportIsAbout(String value) {
    String job = api.create("ANN").text("job.id");
    String report = "{\"workerId\": \"faithful\", \"status\": \"completed\", \"result\": %s%s}";

    api.post("/api/jobs/" + job + "/complete", report.formatted(value, "")).expect(400);
    api.post("/api/jobs/" + job + "/complete", report.formatted("1", ", \"metrics\": {\"a\": [}"))
        .expect(400);
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");
    api.cancel(job).expect(200);
  }

  @Test
  void anEndlessError_isCutWithAMark() {
    String job = api.create("ANN").text("job.id");
    Answer taken = api.fail(job, WORKER, "x".repeat(150_000)).expect(200);
    assertThat(taken.text("mended.0")).isEqualTo("error");
    assertThat(api.job(job).text("error")).endsWith("x […]").hasSizeBetween(100_000, 100_100);
    api.cancel(job).expect(200);
  }

  @Test
  void whatAReportCannotKeep_isCountedInItsAnswer_andTheRestIsKept() {
    String job = api.create("ANN").text("job.id");
    Answer answer =
        api.post(
                "/api/jobs/" + job + "/progress",
                """
                {"workerId": "faithful", "attempt": "1", "progress": "40",
                 "currentOperation": "train\\u0000ing", "metrics":
                   {"loss": NaN, "rate": Infinity, "deep": {"a": [-Infinity]}, "gpu": 0.5,
                    "\\ud800": 1, "\\udc00\\ud800": {"b": 2}, "text": "\\udfff", "nul\\u0000": 3},
                 "logLines": [7, {"level": "INFO"}, "kept",
                   {"message": "local", "timestamp": "2026-11-23T17:36:00.123456"}]}
                """)
            .expect(200);
    assertThat(answer.at("progress").asInt()).isEqualTo(40);
    assertThat(answer.at("dropped").toString()).isEqualTo("{\"logLines\":2,\"metrics\":7}");
    assertThat(answer.at("mended").toString()).isEqualTo("[\"currentOperation\"]");
    assertThat(api.job(job).text("currentOperation")).isEqualTo("train\ufffding");
    Answer metrics = api.get("/api/jobs/" + job + "/metrics").expect(200);
    assertThat(metrics.at("metrics.0.gpu").asDouble()).isEqualTo(0.5);
    assertThat(metrics.at("metrics.0").propertyNames())
        .containsExactlyInAnyOrder("timestamp", "gpu");
    Answer logs = api.get("/api/jobs/" + job + "/logs").expect(200);
    assertThat(logs.at("logs"))
        .extracting(line -> line.path("message").asString())
        .containsExactlyInAnyOrder("kept", "local");
    Answer nothing = api.progress(job, WORKER, 50).expect(200);
    assertThat(nothing.at("dropped").toString()).isEqualTo("{\"logLines\":0,\"metrics\":0}");
    assertThat(nothing.at("mended")).isEmpty();
    api.complete(job, WORKER, 1).expect(200);
  }

  @Test
  void whatAHeartbeatCannotKeep_isCountedInItsAnswer_andTheRestIsKept() {
    String path = "/api/providers/faithful/";
    Answer heard =
        api.post(
                path + "heartbeat",
                """
                {"status": "Online", "usage": {"temperature": NaN, "gpu": 3, "\\ud800": 1}}
                """)
            .expect(200);
    assertThat(heard.at("dropped").toString()).isEqualTo("{\"usage\":2}");
    Answer metrics = api.get(path + "metrics").expect(200);
    assertThat(metrics.at("metrics.0").propertyNames())
        .containsExactlyInAnyOrder("timestamp", "gpu");
    assertThat(api.post(path + "heartbeat", "").expect(200).at("dropped").toString())
        .isEqualTo("{\"usage\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"progress\": NaN                             | progress must be a finite number",
        "\"progress\": 1, \"attempt\": -Infinity       | attempt must be a finite number",
        "\"progress\": 1, \"metrics\": {\"a\": nan}    | malformed",
        "\"progress\": 1, \"metrics\": {\"a\": +1}     | malformed",
        "\"progress\": 1, \"metrics\": {\"a\": 1,}     | malformed"
      })
  void whatTheReportIsAbout_isReadStrictly_andSoIsJsonThatNoProgramWrites(
      String members, String error) {
    String job = api.create("ANN").text("job.id");
    Answer refused =
        api.post("/api/jobs/" + job + "/progress", "{\"workerId\": \"faithful\", " + members + "}")
            .expect(400);
    assertThat(refused.text("error")).contains(error).doesNotContain("Feature");
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");
    api.cancel(job).expect(200);
  }

  @Test
  void aResultOrAnInputWithNumbersThatAreNone_isMalformed_andChangesNothing() {
    String job = api.create("ANN").text("job.id");
    long before = server.get(EventLog.class).head();
    api.post(
            "/api/jobs/" + job + "/complete",
            "{\"workerId\": \"faithful\", \"status\": \"completed\", \"result\": [NaN]}")
        .expect(400);
    api.post(
            "/api/jobs/" + job + "/complete",
            "{\"workerId\": \"faithful\", \"status\": \"completed\", \"result\": \"\\u0000\"}")
        .expect(400);
    for (String member : new String[] {"inputData", "metrics"}) {
      api.post(
              "/api/jobs/create",
              "{\"modelType\": \"m\", \"computeNeeded\": 1, \"qubicAddress\": \"ANN\", \""
                  + member
                  + "\": {\"a\": NaN}}")
          .expect(400);
    }
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
    api.cancel(job).expect(200);
  }
}
