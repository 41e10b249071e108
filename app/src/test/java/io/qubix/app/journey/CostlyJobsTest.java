package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A job costs no more than was said. Each provider here costs 1 QUBIC a second. */
class CostlyJobsTest {

  private static final int A_SECOND = 3_600;

  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
    api.register("dear", A_SECOND);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobThatCostsMoreThanItMay_isOver_andItsConsumerIsNotCharged() {
    String job = api.create("ALICE", ", \"maxTotalCost\": 10").text("job.id");
    assertThat(api.job(job).at("maxTotalCost").asInt()).isEqualTo(10);
    api.progress(job, "dear", 10).expect(200);
    server.forward(Duration.ofSeconds(9));
    api.progress(job, "dear", 20).expect(200);
    assertThat(api.job(job).text("status")).isEqualTo("RUNNING");
    server.forward(Duration.ofSeconds(2));

    Answer last = api.progress(job, "dear", 30).expect(200);

    assertThat(last.at("costSoFar").asInt()).isEqualTo(10);
    assertThat(last.at("stop").path(0).path("reason").asString()).isEqualTo("BUDGET");
    Answer over = api.job(job);
    assertThat(over.text("status")).isEqualTo("FAILED");
    assertThat(over.text("failure.code")).isEqualTo("BUDGET");
    assertThat(over.text("attempts.0.end")).isEqualTo("BUDGET");
    assertThat(over.at("actualCost").isNull()).isTrue();
    api.progress(job, "dear", 40).expect(409);
    api.complete(job, "dear", 1).expect(409);
    assertThat(api.create("ALICE", "").text("job.provider.workerId")).isEqualTo("dear");
  }

  @Test
  void whatAWorkerClaims_isChargedUpToTheMost_andTheBooksAgree() {
    String job = api.create("ALICE", ", \"maxTotalCost\": 0.5").text("job.id");

    Answer done = api.complete(job, "dear", 200_000_000 / A_SECOND).expect(200);

    assertThat(done.at("payment").path("amount").asDouble()).isEqualTo(0.5);
    assertThat(api.job(job).at("actualCost").asDouble()).isEqualTo(0.5);
    Answer proof = api.get("/api/audit/ledger").expect(200);
    assertThat(proof.at("agrees").asBoolean()).isTrue();
  }

  @Test
  void reportsInBulk_endAJobThatCostsTooMuch_andTheRestIsRefused() {
    String created =
        api.post(
                "/api/jobs/batch",
                "{\"jobs\": [" + Api.job("ALICE", ", \"maxTotalCost\": 1") + "], \"atomic\": true}")
            .expect(200)
            .text("results.0.job.id");
    api.progress(created, "dear", 1).expect(200);
    server.forward(Duration.ofSeconds(2));

    String report = "{\"jobId\": \"" + created + "\", \"workerId\": \"dear\", \"attempt\": 1, ";
    Answer answer =
        api.post(
                "/api/jobs/reports",
                "{\"reports\": ["
                    + report
                    + "\"progress\": 50}, "
                    + report
                    + "\"status\": \"completed\"}]}")
            .expect(200);

    assertThat(answer.at("results.0.success").asBoolean()).isTrue();
    assertThat(answer.at("results.1.status").asInt()).isEqualTo(409);
    assertThat(api.job(created).text("failure.code")).isEqualTo("BUDGET");
    assertThat(api.get("/api/transactions/history/ALICE").expect(200).body()).isEmpty();
  }

  @Test
  void aRepeatWithAnotherCap_isAnotherRequest() {
    String key = "Idempotency-Key";
    String job = Api.job("ALICE", ", \"maxTotalCost\": 1");
    Answer first = api.post("/api/jobs/create", job, key, "once").expect(200);

    assertThat(api.post("/api/jobs/create", job, key, "once").expect(200).text("job.id"))
        .isEqualTo(first.text("job.id"));
    api.post("/api/jobs/create", Api.job("ALICE", ", \"maxTotalCost\": 2"), key, "once")
        .expect(422);
    api.post("/api/jobs/create", Api.job("ALICE", ""), key, "once").expect(422);
  }

  @Test
  void whatTheOperatorBounds_holdsForEstimateAndJobAlike_andIsNotExceeded() {
    server.close();
    server =
        Server.on(
            TestDatabase.url(),
            "--qubix.jobs.max-price=4000",
            "--qubix.jobs.max-charge=100",
            "--qubix.jobs.attempt-timeout=10m");
    api = server.api();
    api.register("dear", A_SECOND);
    api.register("dearer", 4_000.000001);

    JsonNode estimate =
        api.post("/api/jobs/estimate", "{\"computeNeeded\": 0.01}").expect(200).at("estimate");
    assertThat(estimate.path("pricePerHour").asInt()).isEqualTo(4_000);
    assertThat(estimate.path("matchingProviders").asInt()).isEqualTo(1);
    assertThat(estimate.path("timeoutSeconds").asInt()).isEqualTo(600);
    assertThat(estimate.path("maxTotalCost").asInt()).isEqualTo(100);
    assertThat(estimate.path("expectedCharge").asInt()).isEqualTo(36);
    assertThat(estimate.path("highestCharge").asInt()).isEqualTo(100);
    Answer created = api.create("ALICE");
    assertThat(created.at("job").path("maxPrice").asInt()).isEqualTo(4_000);
    assertThat(created.at("job").path("maxTotalCost").asInt()).isEqualTo(100);
    Answer done = api.complete(created.text("job.id"), "dear", 101).expect(200);
    assertThat(done.at("payment").path("amount").asInt()).isEqualTo(100);

    for (String path : new String[] {"create", "estimate"}) {
      Answer refused =
          api.post("/api/jobs/" + path, Api.job("ALICE", ", \"maxTotalCost\": 100.000001"))
              .expect(400);
      assertThat(refused.text("errors.0.field")).isEqualTo("maxTotalCost");
      assertThat(refused.text("errors.0.message")).isEqualTo("must be at most 100");
    }
    assertThat(api.get("/api/jobs/user/ALICE").expect(200).body()).hasSize(1);
  }

  @Test
  void whatIsMoreThanTheBooksHold_isRefused_andNothingIsStored() {
    api.register("dearest", 1_000_000_000);
    String held =
        api.create("ALICE", ", \"requirements\": {\"onlyProviders\": [\"dearest\"]}")
            .text("job.id");
    String tooMuch =
        "{\"modelType\": \"llama\", \"computeNeeded\": 1000000, \"maxPrice\": 1000000000,"
            + " \"qubicAddress\": \"NEW\"}";
    long head = server.get(EventLog.class).head();

    api.post("/api/jobs/create", tooMuch).expect(400);
    api.post("/api/jobs/estimate", tooMuch).expect(400);
    String both = "{\"jobs\": [" + Api.job("NEW", "") + ", " + tooMuch + "], \"atomic\": true}";
    api.post("/api/jobs/batch", both).expect(400);
    api.complete(held, "dearest", 100_000_000).expect(400);

    assertThat(server.get(EventLog.class).head()).isEqualTo(head);
    assertThat(api.job(held).text("status")).isEqualTo("ASSIGNED");
    assertThat(api.get("/api/jobs/user/NEW").expect(200).body()).isEmpty();
  }

  @Test
  void amountsThatMakeNoSense_areRefused() {
    for (String most : new String[] {"0", "-1", "0.0000001", "1000000000001", "\"much\"", "[]"}) {
      api.post("/api/jobs/create", Api.job("ALICE", ", \"maxTotalCost\": " + most)).expect(400);
    }
    assertThat(api.get("/api/jobs/user/ALICE").expect(200).body()).isEmpty();
  }
}
