package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many reports in one request. */
class BulkReportsTest {

  private static Server server;
  private static Api api;

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void eachReport_isAnsweredAsItWouldBeAlone() {
    String job = assigned("alone");
    String other = assigned("together");
    Answer answer =
        send(
            progress(job, "alone", 40, ", \"logLines\": [\"one\", null]"),
            progress(job, "alone", 60, ", \"currentOperation\": {\"step\": 1}"),
            completed(job, "alone", ", \"result\": {\"a\": 1}"));
    api.post(
        "/api/jobs/" + other + "/progress",
        progress(other, "together", 40, ", \"logLines\": [\"one\", null]"));
    Answer second =
        api.post(
            "/api/jobs/" + other + "/progress",
            progress(other, "together", 60, ", \"currentOperation\": {\"step\": 1}"));
    Answer third = api.post("/api/jobs/" + other + "/complete", completed(other, "together", ""));

    assertThat(answer.at("results.0.dropped.logLines").asInt()).isEqualTo(1);
    assertThat(answer.at("results.1").propertyNames()).isEqualTo(second.body().propertyNames());
    assertThat(answer.at("results.1.mended")).isEqualTo(second.at("mended"));
    assertThat(answer.at("results.2").propertyNames()).isEqualTo(third.body().propertyNames());
    assertThat(api.job(job).at("result")).hasToString("{\"a\":1}");
    assertThat(api.get("/api/jobs/" + job + "/logs").expect(200).at("logs")).hasSize(1);
    assertThat(api.get("/api/transactions/history/OWNER-alone").expect(200).body()).hasSize(1);
  }

  @Test
  void refusedOnes_refuseNoOther_andSayWhyAsTheyWouldAlone() {
    String job = assigned("good");
    String cancelled = assigned("late");
    api.cancel(cancelled).expect(200);
    String unknown = UUID.randomUUID().toString();
    List<String> bad =
        List.of(
            progress(job, "somebody", 1, ""),
            progress(unknown, "good", 1, ""),
            progress(cancelled, "late", 1, ""),
            completed(cancelled, "late", ""),
            "{\"jobId\": \"%s\", \"workerId\": \"good\"}".formatted(job),
            "{\"jobId\": \"%s\", \"workerId\": 7, \"attempt\": \"x\", \"progress\": {}}"
                .formatted(job),
            "{\"jobId\": \"%s\", \"workerId\": \"good\", \"status\": \"done\"}".formatted(job),
            completed(job, "good", ", \"result\": \"\\u0000\""),
            completed(job, "good", ", \"result\": " + "1".repeat(1_001)),
            completed(job, "good", ", \"result\": " + "[".repeat(100) + "]".repeat(100)),
            completed(job, "good", ", \"result\": {\"a\": 1, \"a\": 2}"),
            completed(job, "good", ", \"workerId\": \"good\""));
    List<String> all = new ArrayList<>();
    for (int i = 0; i < bad.size(); i++) {
      all.add(progress(job, "good", 10 + i, ""));
      all.add(bad.get(i));
    }
    JsonNode results = send(all.toArray(String[]::new)).at("results");
    for (int i = 0; i < bad.size(); i++) {
      assertThat(results.path(2 * i).path("progress").asInt()).isEqualTo(10 + i);
      JsonNode refused = results.path(2 * i + 1);
      String id = bad.get(i).substring(11, 47);
      boolean isEnd = bad.get(i).contains("status");
      Answer alone = api.post("/api/jobs/" + id + (isEnd ? "/complete" : "/progress"), bad.get(i));
      assertThat(refused.path("success").asBoolean()).isFalse();
      assertThat(refused.path("status").asInt()).as(bad.get(i)).isEqualTo(alone.status());
      assertThat(refused.path("errors")).isEqualTo(alone.body().path("errors"));
      assertThat(withoutPlace(refused.path("error").asString()))
          .isEqualTo(withoutPlace(alone.text("error")));
    }
    assertThat(api.job(job).at("progress").asInt()).isEqualTo(10 + bad.size() - 1);
    api.complete(job, "good", 1).expect(200);
  }

  private static String withoutPlace(String error) {
    return error.replaceAll(" at line \\d+, column \\d+", "");
  }

  @Test
  void entriesThatAreNoReports_areRefusedByThemselves() {
    String job = assigned("odd");
    JsonNode results =
        send(
                "7",
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"jobId\": null}",
                "{\"jobId\": \"no-uuid\", \"workerId\": \"w\", \"progress\": 1}",
                completed(job, "odd", ""))
            .at("results");
    for (int i = 0; i < 6; i++) {
      assertThat(results.path(i).path("status").asInt()).isEqualTo(400);
    }
    assertThat(results.path(5).path("errors").findValuesAsString("field"))
        .contains("jobId", "workerId", "progress");
    assertThat(results.path(6).path("status").asInt()).isEqualTo(404);
    assertThat(results.path(7).path("success").asBoolean()).isTrue();
  }

  @Test
  void bodiesThatAreNoReports_areRefused_andNothingIsWritten() {
    String job = assigned("whole");
    long before = server.get(EventLog.class).head();
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"reports\": null}",
            "{\"reports\": {}}",
            "{\"reports\": [" + completed(job, "whole", "") + "}",
            "{\"reports\": [" + completed(job, "whole", "") + ",]}",
            "{\"reports\": [" + completed(job, "whole", "") + "], \"reports\": []}",
            "{\"reports\": [" + (completed(job, "whole", "") + ",").repeat(500) + "1]}")) {
      api.post("/api/jobs/reports", body).expect(400);
    }
    api.post("/api/jobs/reports", "{\"reports\": [" + "{},".repeat(2_000_000) + "{}]}").expect(400);
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
    assertThat(send().at("results")).isEmpty();
    api.complete(job, "whole", 1).expect(200);
  }

  @Test
  void fiveHundredReports_ofOneJob_areTakenInTheirOrder() {
    String job = assigned("busy");
    String[] reports =
        IntStream.range(0, 500)
            .mapToObj(
                i ->
                    progress(
                        job,
                        "busy",
                        (i + 1) / 5.1,
                        ", \"logLines\": [\"same\"], \"metrics\": {\"n\": 1}"))
            .toArray(String[]::new);
    JsonNode results = send(reports).at("results");
    assertThat(results).hasSize(500);
    int last = 0;
    for (JsonNode result : results) {
      assertThat(result.path("progress").asInt()).isGreaterThanOrEqualTo(last);
      last = result.path("progress").asInt();
    }
    assertThat(api.job(job).at("progress").asInt()).isEqualTo(98);
    assertThat(api.get("/api/jobs/" + job + "/logs").expect(200).at("total").asInt())
        .isEqualTo(500);
    api.complete(job, "busy", 1).expect(200);
  }

  @Test
  void theSameReportsAgain_getTheSameAnswers_andBookNothingTwice() {
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String worker = "again-" + i;
      reports.add(completed(assigned(worker), worker, ""));
    }
    String[] all = reports.toArray(String[]::new);
    long before = server.get(EventLog.class).head();
    Answer first = send(all);
    long after = server.get(EventLog.class).head();
    assertThat(send(all).body()).isEqualTo(first.body());
    assertThat(server.get(EventLog.class).head()).isEqualTo(after).isEqualTo(before + 32);
    assertThat(first.at("results").findValues("payment")).hasSize(16);
    assertThat(api.get("/api/transactions/history/OWNER-again-7").expect(200).body()).hasSize(1);
  }

  @Test
  void aReport_isASignOfLife_ofItsOwnWorker() {
    String job = assigned("heard");
    server.forward(Duration.ofSeconds(80));
    send(progress(job, "heard", 1, ""));
    assertThat(Instant.parse(api.get("/api/providers/heard").expect(200).text("lastHeartbeat")))
        .isAfter(server.now().minusSeconds(60));
    api.complete(job, "heard", 1).expect(200);
  }

  private static String assigned(String worker) {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "OWNER-%s", "gpuModel": "card-of-%s", "pricePerHour": 1}
            """
                .formatted(worker, worker, worker))
        .expect(200);
    Answer created =
        api.create("CONSUMER", ", \"requirements\": {\"gpuModel\": \"card-of-" + worker + "\"}");
    assertThat(created.text("job.status")).isEqualTo("ASSIGNED");
    return created.text("job.id");
  }

  private static Answer send(String... reports) {
    return api.post("/api/jobs/reports", "{\"reports\": [" + String.join(", ", reports) + "]}")
        .expect(200);
  }

  private static String progress(String job, String worker, double percent, String more) {
    return """
    {"jobId": "%s", "workerId": "%s", "attempt": 1, "progress": %s%s}"""
        .formatted(job, worker, percent, more);
  }

  private static String completed(String job, String worker, String more) {
    return """
    {"jobId": "%s", "workerId": "%s", "attempt": 1, "status": "completed"%s}"""
        .formatted(job, worker, more);
  }
}
