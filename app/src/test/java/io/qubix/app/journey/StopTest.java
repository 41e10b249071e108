package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A worker hears with every answer that an attempt was taken from it. */
class StopTest {

  private final String database = TestDatabase.url();
  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(database);
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aWorkerThatWaitsInAPoll_hearsOfACancelAtOnce_andOnce() {
    register("rig", 2);
    String job = create("");
    var held = api.getLater(poll("rig", job + ":1", 55));
    awaitHeld(1);

    api.cancel(job).expect(200);

    Answer told = held.join().expect(200);
    assertThat(told.at("jobs")).isEmpty();
    assertStop(told.at("stop"), job, 1, "CANCELLED");
    var again = api.getLater(poll("rig", job + ":1", 55));
    awaitHeld(1);
    String next = create("");
    assertThat(again.join().text("jobs.0.id")).isEqualTo(next);
  }

  @Test
  void aPollThatNamesAnAttemptTakenBefore_isAnsweredAtOnce() {
    register("rig", 1);
    String job = create("");
    api.get(poll("rig", job, 0)).expect(200);
    api.cancel(job).expect(200);

    Answer told = api.get(poll("rig", job, 55)).expect(200);

    assertStop(told.at("stop"), job, 1, "CANCELLED");
  }

  @Test
  void heartbeatsAndReports_sayIt_tooOfJobsThatTheyDoNotName() {
    register("rig", 2);
    String first = create("");
    String second = create("");
    assertThat(api.progress(first, "rig", 10).expect(200).at("stop")).isEmpty();
    assertThat(api.heartbeat("rig", "online").expect(200).at("stop")).isEmpty();

    api.cancel(second).expect(200);

    await()
        .untilAsserted(
            () ->
                assertStop(
                    api.progress(first, "rig", 20).expect(200).at("stop"), second, 1, "CANCELLED"));
    assertStop(api.heartbeat("rig", "online").expect(200).at("stop"), second, 1, "CANCELLED");
    Answer bulk =
        api.post(
            "/api/jobs/reports",
            "{\"reports\": [{\"jobId\": \"%s\", \"workerId\": \"rig\", \"progress\": 30}]}"
                .formatted(first));
    assertStop(bulk.expect(200).at("results.0.stop"), second, 1, "CANCELLED");
    api.progress(second, "rig", 20).expect(409);
    server.forward(Duration.ofMinutes(11));
    assertThat(api.heartbeat("rig", "online").expect(200).at("stop")).isEmpty();
  }

  @Test
  void theReasonIsHowTheAttemptEnded() {
    register("rig", 3);
    String slow = create(", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    String silent =
        create(", \"progressTimeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    String late = create(", \"expiresAt\": \"%s\"".formatted(server.now().plusSeconds(60)));

    server.forward(Duration.ofSeconds(61));

    await().until(() -> api.heartbeat("rig", "online").expect(200).at("stop").size() == 3);
    JsonNode stop = api.heartbeat("rig", "online").at("stop");
    assertThat(stop.valueStream().map(each -> each.path("jobId").asString()))
        .containsExactlyInAnyOrder(slow, silent, late);
    assertThat(stop.valueStream().map(each -> each.path("reason").asString()))
        .containsExactlyInAnyOrder("TIMED_OUT", "STALLED", "EXPIRED");
  }

  @Test
  void whatAWorkerReportedAsEnded_isNothingToStop() {
    register("rig", 2);
    String done = create("");
    String failed = create(", \"retry\": {\"maxReassignments\": 0}");
    var held = api.getLater(poll("rig", done + ":1," + failed + ":1", 55));
    awaitHeld(1);
    api.complete(done, "rig", 1).expect(200);
    api.fail(failed, "rig", "no").expect(200);

    String next = create("");

    assertThat(held.join().text("jobs.0.id")).isEqualTo(next);
    assertThat(held.join().at("stop")).isEmpty();
    assertThat(api.heartbeat("rig", "online").at("stop")).isEmpty();
  }

  @Test
  void aWorkerThatGetsTheSameJobAgain_isToldOfBothAttempts() {
    register("rig", 1);
    String job = create("");
    api.heartbeat("rig", "offline").expect(200);
    api.heartbeat("rig", "online").expect(200);
    await().until(() -> api.job(job).text("status").equals("ASSIGNED"));
    assertThat(api.job(job).at("attempt").asInt()).isEqualTo(2);

    Answer told = api.get(poll("rig", job + ":1", 55)).expect(200);

    assertThat(told.text("jobs.0.id")).isEqualTo(job);
    assertStop(told.at("stop"), job, 1, "GIVEN_BACK");
    var held = api.getLater(poll("rig", job + ":2", 55));
    awaitHeld(1);
    api.cancel(job).expect(200);
    JsonNode stop = held.join().at("stop");
    assertThat(stop).hasSize(2);
    assertThat(stop.path(1).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aNodeThatHasJustStarted_tellsAWorkerThatNamesItsJob() {
    register("rig", 1);
    String job = create("");
    api.cancel(job).expect(200);
    stop();
    start();

    assertStop(api.get(poll("rig", job + ":1", 55)).expect(200).at("stop"), job, 1, "CANCELLED");
    stop();
    start();

    Answer beat =
        api.post("/api/providers/rig/heartbeat", "{\"currentJob\": \"%s\"}".formatted(job));
    assertStop(beat.expect(200).at("stop"), job, 1, "CANCELLED");
  }

  @Test
  void aPollOnTheOtherNode_hearsOfACancel() {
    register("rig", 1);
    String job = create("");
    try (Server other = Server.on(database)) {
      var held = other.api().getLater(poll("rig", job + ":1", 55));
      awaitHeld(other, 1);
      api.cancel(job).expect(200);
      assertStop(held.join().expect(200).at("stop"), job, 1, "CANCELLED");
    }
  }

  @Test
  void whereCommandsAndQueriesRunApart_pollsAreToldAsEver_andHeartbeatsOfTheJobThatTheyName() {
    register("rig", 2);
    String job = create("");
    String other = create("");
    stop();
    try (Server commands = Server.on(database, "--spring.profiles.active=command");
        Server queries = Server.on(database, "--spring.profiles.active=query")) {
      var held = queries.api().getLater(poll("rig", job + ":1," + other + ":1", 55));
      awaitHeld(queries, 1);
      commands.api().cancel(job).expect(200);

      assertStop(held.join().expect(200).at("stop"), job, 1, "CANCELLED");
      Answer beat =
          commands
              .api()
              .post("/api/providers/rig/heartbeat", "{\"currentJob\": \"%s\"}".formatted(job));
      assertStop(beat.expect(200).at("stop"), job, 1, "CANCELLED");
      assertThat(commands.api().progress(other, "rig", 10).expect(200).at("stop")).isEmpty();
      Answer done =
          commands
              .api()
              .post(
                  "/api/jobs/" + other + "/complete?next=1&wait=1&except=" + job + ":1",
                  Api.completed("rig", 1));
      assertThat(done.expect(200).at("next")).isEmpty();
    }
    start();
  }

  @Test
  void withoutDetails_aPollIsAListAsEver_andGoesOnWaiting() {
    register("rig", 2);
    String job = create("");
    CompletableFuture<Answer> held =
        api.getLater("/api/jobs/pending/rig?wait=55&details=false&except=" + job);
    awaitHeld(1);
    api.cancel(job).expect(200);
    String next = create("");
    assertThat(held.join().expect(200).text("0.id")).isEqualTo(next);
  }

  @Test
  void uglyParameters_areRefused() {
    String id = "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b";
    for (String query :
        new String[] {
          "details=yes",
          "details=1",
          "except=" + id + ":0",
          "except=" + id + ":22",
          "except=" + id + ":x",
          "except=" + id + ":",
          "except=" + id + ":1:1",
          "except=:1"
        }) {
      api.get("/api/jobs/pending/rig?" + query).expect(400);
    }
    Answer unknown = api.get(poll("rig", id + ":21", 0)).expect(200);
    assertThat(unknown.at("jobs")).isEmpty();
    assertThat(unknown.at("stop")).isEmpty();
  }

  private static String poll(String worker, String except, int wait) {
    return "/api/jobs/pending/%s?details=true&wait=%d&except=%s".formatted(worker, wait, except);
  }

  private static void assertStop(JsonNode stop, String job, int attempt, String reason) {
    assertThat(stop).hasSize(1);
    assertThat(stop.path(0).path("jobId").asString()).isEqualTo(job);
    assertThat(stop.path(0).path("attempt").asInt()).isEqualTo(attempt);
    assertThat(stop.path(0).path("reason").asString()).isEqualTo(reason);
  }

  private void register(String worker, int slots) {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "OWNER", "slots": %d, "pricePerHour": 1}
            """
                .formatted(worker, slots))
        .expect(200);
  }

  private String create(String more) {
    return api.create("ALICE", more).text("job.id");
  }

  private void awaitHeld(int polls) {
    awaitHeld(server, polls);
  }

  private static void awaitHeld(Server server, int polls) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(server.get(MeterRegistry.class).get("qubix.polls.held").gauge().value())
                    .isEqualTo(polls));
  }
}
