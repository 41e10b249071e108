package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a worker's last report brings its next job. */
class NextJobTest {

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
  void aCompletion_bringsTheJobThatWaited() {
    String first = assigned("quick");
    String second = create("quick");

    Answer answer = complete(first, "quick", "next=1&wait=30").expect(200);

    assertThat(answer.text("job.status")).isEqualTo("COMPLETED");
    assertThat(answer.at("next")).hasSize(1);
    assertThat(answer.text("next.0.id")).isEqualTo(second);
    assertThat(answer.text("next.0.status")).isEqualTo("ASSIGNED");
    assertThat(answer.at("next").path(0)).isEqualTo(pending("quick").path(0));
    api.complete(second, "quick", 1).expect(200);
  }

  @Test
  void aCompletion_isHeldUntilAJobComes() {
    String first = assigned("patient");
    CompletableFuture<Answer> held = completeLater(first, "patient", "next=1&wait=55");
    awaitHeld(1);
    assertThat(held).isNotDone();
    assertThat(api.job(first).text("status")).isEqualTo("COMPLETED");

    String second = create("patient");

    assertThat(held.join().expect(200).text("next.0.id")).isEqualTo(second);
    api.complete(second, "patient", 1).expect(200);
  }

  @Test
  void aWorkerOfSeveralSlots_isToldOnlyOfWhatItDoesNotWorkOn() {
    String first = assigned("wide", ", \"slots\": 2");
    String second = create("wide");
    String third = create("wide");

    Answer answer = complete(first, "wide", "next=1&wait=30&except=" + second + ":1").expect(200);

    assertThat(answer.at("next")).hasSize(1);
    assertThat(answer.text("next.0.id")).isEqualTo(third);
    Answer all = complete(first, "wide", "next=1&wait=30&except=" + third + ":2").expect(200);
    assertThat(all.at("next").valueStream().map(job -> job.path("id").asString()))
        .containsExactly(second, third);
    api.complete(second, "wide", 1).expect(200);
    api.complete(third, "wide", 1).expect(200);
  }

  @Test
  void withoutAJob_theAnswerComesWhenTheTimeIsUp() {
    String job = assigned("idle");
    assertThat(complete(job, "idle", "next=1").expect(200).at("next")).isEmpty();
    assertThat(complete(job, "idle", "next=1&wait=1").expect(200).at("next")).isEmpty();
    assertThat(complete(job, "idle", "next=0&wait=30").expect(200).body().has("next")).isFalse();
    assertThat(complete(job, "idle", "").expect(200).body().has("next")).isFalse();
  }

  @Test
  void aWorkerThatGaveUpTheWait_hasReported_andARepeatGetsTheSameAnswerAndTheNextJob()
      throws IOException {
    String first = assigned("vanishing");
    Wire wire = Wire.to(server.uri());
    String body = Api.completed("vanishing", 36);
    wire.send(
        "POST /api/jobs/%s/complete?next=1&wait=55 HTTP/1.1\r\nHost: localhost\r\n".formatted(first)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(body.length(), body));
    awaitHeld(1);
    wire.reset();
    String second = create("vanishing");
    await().untilAsserted(() -> assertThat(pending("vanishing")).hasSize(1));
    awaitHeld(0);

    Answer again = complete(first, "vanishing", "next=1&wait=30").expect(200);
    Answer plain = complete(first, "vanishing", "").expect(200);

    assertThat(again.text("next.0.id")).isEqualTo(second);
    assertThat(((ObjectNode) again.body()).without("next")).isEqualTo(plain.body());
    assertThat(api.get("/api/transactions/history/OWNER-vanishing").expect(200).body()).hasSize(1);
    api.complete(second, "vanishing", 1).expect(200);
  }

  @Test
  void aFailure_bringsTheNextJob_too() {
    String first = assigned("failing");
    String second = create("failing");
    Answer answer =
        api.post(
                "/api/jobs/" + first + "/complete?next=1&wait=30",
                "{\"workerId\": \"failing\", \"status\": \"failed\", \"error\": \"no\"}")
            .expect(200);
    assertThat(answer.at("willRetry").asBoolean()).isTrue();
    assertThat(answer.text("next.0.id")).isEqualTo(second);
    api.cancel(first).expect(200);
    api.complete(second, "failing", 1).expect(200);
  }

  /** Two such bodies would otherwise keep all others out for a minute. */
  @Test
  void whileACompletionIsHeld_itsResultTakesNoMemory() {
    String job = assigned("large");
    String large =
        "{\"workerId\": \"large\", \"status\": \"completed\", \"result\": \"%s\"}"
            .formatted("x".repeat(4_000_000));
    CompletableFuture<Answer> held =
        api.postLater("/api/jobs/" + job + "/complete?next=1&wait=55", large);
    awaitHeld(1);
    assertThat(memory("received")).isZero();
    assertThat(memory("read")).isZero();

    String next = create("large");
    assertThat(held.join().expect(200).text("next.0.id")).isEqualTo(next);
    assertThat(api.job(job).text("result")).hasSize(4_000_000);
    api.complete(next, "large", 1).expect(200);
  }

  @Test
  void uglyParameters_areRefused_andTheJobGoesOn() {
    String job = assigned("ugly");
    for (String query :
        List.of(
            "next=yes",
            "next=2",
            "next=1&wait=56",
            "next=1&wait=-1",
            "next=1&wait=1.5",
            "next=1&wait=99999999999",
            "next=1&wait=%00",
            "next=1&except=x",
            "next=1&except=" + job + ":0")) {
      complete(job, "ugly", query).expect(400);
    }
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");
    api.complete(job, "ugly", 1).expect(200);
  }

  @Test
  void aRefusedReport_isNotHeld() {
    String job = assigned("refused");
    complete(job, "somebody", "next=1&wait=55").expect(403);
    complete("no-job", "refused", "next=1&wait=55").expect(404);
    api.cancel(job).expect(200);
    complete(job, "refused", "next=1&wait=55").expect(409);
  }

  /** Returns a job that the worker holds; each test has its own model of machine. */
  private static String assigned(String worker) {
    return assigned(worker, "");
  }

  private static String assigned(String worker, String more) {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "OWNER-%s", "gpuModel": "%s", "pricePerHour": 1%s}
            """
                .formatted(worker, worker, "card-of-" + worker, more))
        .expect(200);
    String job = create(worker);
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");
    return job;
  }

  private static String create(String worker) {
    return api.create("CONSUMER", ", \"requirements\": {\"gpuModel\": \"card-of-" + worker + "\"}")
        .text("job.id");
  }

  private static Answer complete(String job, String worker, String query) {
    return api.post("/api/jobs/" + job + "/complete?" + query, Api.completed(worker, 36));
  }

  private static CompletableFuture<Answer> completeLater(String job, String worker, String query) {
    return api.postLater("/api/jobs/" + job + "/complete?" + query, Api.completed(worker, 36));
  }

  private static JsonNode pending(String worker) {
    return api.get("/api/jobs/pending/" + worker).expect(200).body();
  }

  private static void awaitHeld(int polls) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(server.get(MeterRegistry.class).get("qubix.polls.held").gauge().value())
                    .isEqualTo(polls));
  }

  private static double memory(String part) {
    return server
        .get(MeterRegistry.class)
        .get("qubix.bodies.memory")
        .tag("part", part)
        .gauge()
        .value();
  }
}
