package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The life of jobs, as consumers and workers live it. */
@ExtendWith(OutputCaptureExtension.class)
class JourneyTest {

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();

  @Test
  void aWorkerThatHangsUpWhileItWaits_getsItsJobWithTheNextPoll_andIsNoFault(CapturedOutput log)
      throws IOException {
    api.register("journey-gone", 0.1);
    try (Socket gone = new Socket(server.uri().getHost(), server.uri().getPort())) {
      gone.setSoLinger(true, 0);
      gone.getOutputStream()
          .write(
              "GET /api/jobs/pending/journey-gone?wait=30 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().until(() -> polls() > 0);
    }

    String job = api.create("GONE", ", \"maxPrice\": 0.2").text("job.id");
    JsonNode pending = api.get("/api/jobs/pending/journey-gone?wait=30").expect(200).body();
    assertThat(pending.get(0).path("id").asString()).isEqualTo(job);
    api.complete(job, "journey-gone", 1).expect(200);
    api.heartbeat("journey-gone", "offline").expect(200);
    await()
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(log.getAll()).doesNotContain("A request failed"));
  }

  private static double polls() {
    return server.get(MeterRegistry.class).get("qubix.polls.held").gauge().value();
  }

  @Test
  void aJobIsCreatedAssignedWorkedOnCompletedAndPaid() {
    api.register("journey-1", 2.0);
    CompletableFuture<Answer> poll = api.getLater("/api/jobs/pending/journey-1?wait=30");

    Answer created =
        api.create("ALICE", ", \"maxPrice\": 3, \"requirements\": {\"gpuModel\": \"4090\"}");
    String job = created.text("job.id");
    assertThat(created.text("job.status")).isEqualTo("ASSIGNED");
    assertThat(created.text("job.provider.workerId")).isEqualTo("journey-1");
    assertThat(created.at("estimatedCost").decimalValue()).isEqualByComparingTo("6");

    JsonNode pending = poll.join().expect(200).body();
    assertThat(pending).hasSize(1);
    assertThat(pending.get(0).path("id").asString()).isEqualTo(job);
    assertThat(pending.get(0).path("inputData").path("prompt").asString()).isEqualTo("Hi");

    assertThat(api.progress(job, "journey-1", 42.4).expect(200).at("progress").asInt())
        .isEqualTo(42);
    Answer running = api.job(job);
    assertThat(running.text("status")).isEqualTo("RUNNING");
    assertThat(running.at("progress").asInt()).isEqualTo(42);
    assertThat(running.at("startedAt").isNull()).isFalse();

    Answer completed = api.complete(job, "journey-1", 1800).expect(200);
    assertThat(completed.text("job.status")).isEqualTo("COMPLETED");
    assertThat(completed.at("willRetry").asBoolean()).isFalse();
    assertThat(completed.at("payment.amount").decimalValue()).isEqualByComparingTo("1");

    Answer done = api.job(job);
    assertThat(done.text("status")).isEqualTo("COMPLETED");
    assertThat(done.at("progress").asInt()).isEqualTo(100);
    assertThat(done.at("actualCost").decimalValue()).isEqualByComparingTo("1");
    assertThat(done.at("actualDuration").asDouble()).isEqualTo(1800);
    assertThat(done.text("result.text")).isEqualTo("Hello");

    Answer provider = api.get("/api/providers/journey-1").expect(200);
    assertThat(provider.at("isAvailable").asBoolean()).isTrue();
    assertThat(provider.at("totalJobs").asInt()).isEqualTo(1);
    assertThat(provider.at("totalEarnings").decimalValue()).isEqualByComparingTo("1");

    Answer paid = api.get("/api/transactions/history/ALICE").expect(200);
    assertThat(paid.body()).hasSize(1);
    assertThat(paid.text("0.type")).isEqualTo("PAYMENT");
    assertThat(paid.text("0.jobId")).isEqualTo(job);
    assertThat(completed.text("payment.transactionId")).isNotBlank();
    assertThat(api.get("/api/accounts/ALICE").expect(200).at("balance").decimalValue())
        .isEqualByComparingTo("-1");
    assertThat(api.get("/api/accounts/OWNER-journey-1").expect(200).at("earned").decimalValue())
        .isEqualByComparingTo("1");
    Answer audit = api.get("/api/audit/ledger").expect(200);
    assertThat(audit.at("agrees").asBoolean()).as("%s", audit.body()).isTrue();
  }

  @Test
  void aJobThatFailsFourTimesStaysFailedAndCostsNothing() {
    for (int i = 1; i <= 4; i++) {
      api.register("failing-" + i, 5.0 + i);
    }
    String job =
        api.create("BOB", ", \"requirements\": {\"gpuModel\": \"4090\"}, \"maxPrice\": 100")
            .text("job.id");
    java.util.Set<String> failedBy = new java.util.TreeSet<>();
    for (int attempt = 1; attempt <= 4; attempt++) {
      int expected = attempt;
      await()
          .untilAsserted(
              () -> {
                Answer now = api.job(job);
                assertThat(now.text("status")).isEqualTo("ASSIGNED");
                assertThat(now.at("attempt").asInt()).isEqualTo(expected);
              });
      String worker = api.job(job).text("provider.workerId");
      failedBy.add(worker);
      Answer failed = api.fail(job, worker, "Out of memory").expect(200);
      assertThat(failed.at("willRetry").asBoolean()).isEqualTo(attempt < 4);
      assertThat(failed.text("job.status")).isEqualTo("FAILED");
      assertThat(failed.at("payment").isNull()).isTrue();
    }
    assertThat(failedBy).as("every attempt went to another provider").hasSize(4);
    Answer over = api.job(job);
    assertThat(over.text("status")).isEqualTo("FAILED");
    assertThat(over.text("error")).isEqualTo("Out of memory");
    assertThat(over.at("reassignments").asInt()).isEqualTo(3);
    assertThat(api.get("/api/transactions/history/BOB").expect(200).body()).isEmpty();
    // Leave the market as it was found.
    for (int i = 1; i <= 4; i++) {
      api.heartbeat("failing-" + i, "offline").expect(200);
    }
  }

  @Test
  void twentyEqualCompletionsAtOnceArePaidOnce() {
    api.register("eager", 0.5);
    String job = api.create("CAROL", ", \"maxPrice\": 0.5").text("job.id");
    api.progress(job, "eager", 10).expect(200);

    List<CompletableFuture<Answer>> reports =
        IntStream.range(0, 20)
            .mapToObj(
                i -> api.postLater("/api/jobs/" + job + "/complete", Api.completed("eager", 60)))
            .toList();
    List<Answer> answers = reports.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allSatisfy(answer -> answer.expect(200));
    assertThat(answers.stream().map(answer -> answer.body().toString()).distinct()).hasSize(1);
    assertThat(api.get("/api/transactions/history/CAROL").expect(200).body()).hasSize(1);
    assertThat(api.get("/api/providers/eager").at("totalJobs").asInt()).isEqualTo(1);
    api.heartbeat("eager", "offline").expect(200);
  }

  @Test
  void sixtyJobsAtOnceGiveEveryProviderExactlyOne() {
    for (int i = 0; i < 12; i++) {
      api.register("crowd-" + i, 0.01);
    }
    List<CompletableFuture<Answer>> creations =
        IntStream.range(0, 60)
            .mapToObj(
                i -> api.postLater("/api/jobs/create", Api.job("DAVE", ", \"maxPrice\": 0.01")))
            .toList();
    creations.forEach(creation -> creation.join().expect(200));

    List<JsonNode> jobs =
        StreamSupport.stream(
                api.get("/api/jobs?qubicAddress=DAVE&limit=200")
                    .expect(200)
                    .at("jobs")
                    .spliterator(),
                false)
            .toList();
    List<String> workers =
        jobs.stream()
            .filter(job -> job.path("status").asString().equals("ASSIGNED"))
            .map(job -> job.path("provider").path("workerId").asString())
            .toList();
    assertThat(jobs).hasSize(60);
    assertThat(workers).hasSize(12).doesNotHaveDuplicates();
    for (int i = 0; i < 12; i++) {
      assertThat(api.get("/api/jobs/pending/crowd-" + i).expect(200).body()).hasSize(1);
    }
    for (JsonNode job : jobs) {
      api.post("/api/jobs/" + job.path("id").asString() + "/cancel", "{}").expect(200);
    }
    for (int i = 0; i < 12; i++) {
      api.heartbeat("crowd-" + i, "offline").expect(200);
    }
  }

  @Test
  void anIdempotencyKeyMakesARepeatHarmless() {
    String body = Api.job("ERIN", ", \"maxPrice\": 0.0001");
    Answer first = api.post("/api/jobs/create", body, "Idempotency-Key", "k-1").expect(200);
    Answer again = api.post("/api/jobs/create", body, "Idempotency-Key", "k-1").expect(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(api.get("/api/jobs/user/ERIN").expect(200).body()).hasSize(1);

    api.post(
            "/api/jobs/create", Api.job("ERIN", ", \"maxPrice\": 0.0002"), "Idempotency-Key", "k-1")
        .expect(422);
    String other =
        api.post(
                "/api/jobs/create",
                Api.job("FRANK", ", \"maxPrice\": 0.0001"),
                "Idempotency-Key",
                "k-1")
            .expect(200)
            .text("job.id");
    assertThat(other).as("a key is its consumer's own").isNotEqualTo(first.text("job.id"));
  }

  @Test
  void aCancelledJobFreesItsProviderAndALateCompletionIsRefused() {
    api.register("cancelled-1", 0.3);
    String job = api.create("GRACE", ", \"maxPrice\": 0.3").text("job.id");
    api.progress(job, "cancelled-1", 50).expect(200);

    Answer cancelled =
        api.post("/api/jobs/" + job + "/cancel", "{\"qubicAddress\": \"GRACE\"}").expect(200);
    assertThat(cancelled.text("job.status")).isEqualTo("CANCELLED");
    assertThat(api.get("/api/providers/cancelled-1").at("isAvailable").asBoolean()).isTrue();

    Answer late = api.complete(job, "cancelled-1", 10).expect(409);
    assertThat(late.at("success").asBoolean(true)).isFalse();
    assertThat(late.text("error")).isEqualTo(late.text("detail"));
    assertThat(api.get("/api/transactions/history/GRACE").body()).isEmpty();
    api.post("/api/jobs/" + job + "/cancel", "{}").expect(409);
    api.heartbeat("cancelled-1", "offline").expect(200);
  }

  @Test
  void aProviderThatGoesOfflineLosesItsJobToAnother() {
    api.register("leaving", 0.2);
    String job = api.create("HEIDI", ", \"maxPrice\": 0.25").text("job.id");
    assertThat(api.job(job).text("provider.workerId")).isEqualTo("leaving");
    api.register("staying", 0.25);

    api.heartbeat("leaving", "offline").expect(200);

    await()
        .untilAsserted(
            () -> {
              Answer now = api.job(job);
              assertThat(now.text("status")).isEqualTo("ASSIGNED");
              assertThat(now.text("provider.workerId")).isEqualTo("staying");
              assertThat(now.text("error"))
                  .isEqualTo("Reassignment attempt 1 after failure: Provider lost");
            });
    api.complete(job, "leaving", 5).expect(409);
    api.complete(job, "staying", 5).expect(200);
    assertThat(api.get("/api/transactions/history/OWNER-leaving").body()).isEmpty();
    api.heartbeat("staying", "offline").expect(200);
  }
}
