package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service does on days when things go wrong around it. */
class BadDaysTest {

  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twoWorkersWithOneIdAreOneProvider() {
    api.register("twin", 1);
    String job = api.create("ALICE").text("job.id");
    // The second one registers in the middle of the first one's work, and changes nothing of it.
    assertThat(api.register("twin", 1).at("isNew").asBoolean(true)).isFalse();
    assertThat(api.get("/api/providers/twin").text("currentJobId")).isEqualTo(job);
    assertThat(api.get("/api/jobs/pending/twin").body()).hasSize(1);

    Answer first = api.complete(job, "twin", 10).expect(200);
    Answer second = api.complete(job, "twin", 10).expect(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(api.get("/api/transactions/history/ALICE").body()).hasSize(1);
  }

  @Test
  void aWorkerIdBelongsToItsAddress() {
    api.register("mine", 1);
    Answer stolen =
        api.post(
            "/api/providers/register",
            "{\"workerId\": \"mine\", \"qubicAddress\": \"THIEF\", \"pricePerHour\": 1}");
    assertThat(stolen.status()).isIn(403, 409);
    assertThat(api.get("/api/providers/mine").text("qubicAddress")).isEqualTo("OWNER-mine");
  }

  @Test
  void aReportOfAnotherWorkerIsRefused() {
    api.register("holder", 1);
    api.register("stranger", 2);
    String job = api.create("ALICE").text("job.id");
    api.progress(job, "stranger", 10).expect(403);
    api.complete(job, "stranger", 10).expect(403);
    api.complete(job, "holder", 10).expect(200);
    api.progress(job, "holder", 50).expect(409);
  }

  @Test
  void aClockThatJumpsAnHourLosesNobody() {
    api.register("steady", 1);
    String job = api.create("ALICE").text("job.id");
    api.progress(job, "steady", 10).expect(200);

    server.get(TestClock.Movable.class).forward(Duration.ofHours(1));

    await()
        .during(Duration.ofSeconds(12))
        .atMost(Duration.ofSeconds(14))
        .untilAsserted(
            () -> {
              assertThat(api.get("/api/providers/steady").at("isOnline").asBoolean()).isTrue();
              assertThat(api.job(job).text("status")).isEqualTo("RUNNING");
            });
    api.complete(job, "steady", 10).expect(200);
  }

  @Test
  void aProviderThatIsBusyElsewhereGetsNothingUntilItIsBack() {
    api.register("moonlighter", 1);
    api.heartbeat("moonlighter", "busy").expect(200);
    String job = api.create("ALICE").text("job.id");
    assertThat(api.job(job).text("status")).isEqualTo("PENDING");

    api.heartbeat("moonlighter", "online").expect(200);
    await().untilAsserted(() -> assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED"));
  }

  @Test
  void aProviderTakenOutOfTheMarketFinishesWhatItHas() {
    api.register("retiring", 1);
    String job = api.create("ALICE").text("job.id");
    api.post("/api/providers/retiring/toggle", "").expect(200);
    String next = api.create("ALICE").text("job.id");
    api.complete(job, "retiring", 1).expect(200);
    assertThat(api.job(next).text("status")).isEqualTo("PENDING");
    api.post("/api/providers/retiring/toggle", "").expect(200);
    await().untilAsserted(() -> assertThat(api.job(next).text("status")).isEqualTo("ASSIGNED"));
  }
}
