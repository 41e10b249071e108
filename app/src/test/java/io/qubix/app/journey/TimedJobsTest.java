package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs begin and end in time, though no event comes that could remind the market of them. */
class TimedJobsTest {

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
  void aJobForLater_isOfferedWhenItIsDue() {
    api.register("early", 1);
    Answer created = api.create("ALICE", ", \"notBefore\": \"%s\"".formatted(in(60)));
    String job = created.text("job.id");
    assertThat(created.text("job.status")).isEqualTo("PENDING");
    assertThat(created.text("job.nextAttemptAt")).isNotEmpty();
    assertThat(created.text("message")).contains("it is offered from");

    server.forward(Duration.ofSeconds(59));
    assertThat(api.job(job).text("status")).isEqualTo("PENDING");
    server.forward(Duration.ofSeconds(1));

    awaitStatus(job, "ASSIGNED");
    assertThat(api.job(job).at("nextAttemptAt").isNull()).isTrue();
  }

  @Test
  void anAttemptThatTakesTooLong_goesToAnotherProvider() {
    api.register("hangs", 1);
    api.register("works", 2);
    String job = create(", \"timeoutSeconds\": 60");
    assertThat(api.job(job).text("provider.workerId")).isEqualTo("hangs");
    api.progress(job, "hangs", 10).expect(200);

    server.forward(Duration.ofSeconds(60));

    await().until(() -> api.job(job).text("provider.workerId").equals("works"));
    Answer taken = api.job(job);
    assertThat(taken.text("attempts.0.end")).isEqualTo("TIMED_OUT");
    assertThat(taken.text("failure.code")).isEqualTo("TIMED_OUT");
    assertThat(taken.at("failure").path("attempt").asInt()).isEqualTo(1);
    assertThat(taken.at("reassignments").asInt()).isEqualTo(1);
    api.progress(job, "hangs", 20).expect(409);
    api.complete(job, "hangs", 1).expect(409);
    api.complete(job, "works", 1).expect(200);
    assertThat(api.job(job).at("failure").isNull()).isTrue();
  }

  @Test
  void anAttemptWithoutNews_isTakenAway_thoughItsHeartbeatsGoOn() {
    api.register("silent", 1);
    String job = create(", \"progressTimeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    server.forward(Duration.ofSeconds(50));
    api.progress(job, "silent", 10).expect(200);
    server.forward(Duration.ofSeconds(50));
    api.heartbeat("silent", "busy").expect(200);
    assertThat(api.job(job).text("status")).isEqualTo("RUNNING");

    server.forward(Duration.ofSeconds(10));

    awaitStatus(job, "FAILED");
    assertThat(api.job(job).text("failure.code")).isEqualTo("STALLED");
  }

  @Test
  void aJobThatNoProviderTook_expires() {
    String job = create(", \"expiresAt\": \"%s\"".formatted(in(60)));
    server.forward(Duration.ofSeconds(60));

    awaitStatus(job, "FAILED");
    assertThat(api.job(job).text("failure.code")).isEqualTo("EXPIRED");
    api.register("late", 1);
    assertThat(api.get("/api/jobs/pending/late").expect(200).body()).isEmpty();
  }

  @Test
  void afterARestart_theTimeOfAnAttemptGoesOn() {
    api.register("hangs", 1);
    String job = create(", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    stop();
    start();
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");

    server.forward(Duration.ofSeconds(60));

    awaitStatus(job, "FAILED");
    assertThat(api.job(job).text("failure.code")).isEqualTo("TIMED_OUT");
  }

  @Test
  void whenTheNodeThatWatchesTheTimeIsGone_theOtherGoesOnWithAllOfIt() {
    api.register("hangs", 1);
    String held = create(", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    String silent = create(", \"expiresAt\": \"%s\", \"maxPrice\": 0.5".formatted(in(60)));
    String later = create(", \"notBefore\": \"%s\"".formatted(in(60)));
    try (Server other = Server.on(database)) {
      api.register("free", 2);
      stop();
      server = other;
      api = other.api();
      assertThat(api.job(held).text("status")).isEqualTo("ASSIGNED");

      other.forward(Duration.ofSeconds(60));

      awaitStatus(held, "FAILED");
      awaitStatus(silent, "FAILED");
      awaitStatus(later, "ASSIGNED");
      assertThat(api.job(held).text("failure.code")).isEqualTo("TIMED_OUT");
      assertThat(api.job(silent).text("failure.code")).isEqualTo("EXPIRED");
    }
  }

  @Test
  void nodesWhoseClocksDiffer_endAnAttemptOnce() {
    try (Server ahead = Server.on(database)) {
      ahead.forward(Duration.ofSeconds(20));
      api.register("hangs", 1);
      String job =
          ahead
              .api()
              .create("ALICE", ", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}")
              .expect(200)
              .text("job.id");
      awaitStatus(job, "ASSIGNED");

      ahead.forward(Duration.ofSeconds(60));
      server.forward(Duration.ofSeconds(81));

      awaitStatus(job, "FAILED");
      assertThat(api.get("/api/jobs/" + job + "/events").expect(200).body().toString())
          .containsOnlyOnce("\"JobAttemptFailed\"");
    }
  }

  @Test
  void aClockThatStepsBack_neitherEndsAnAttemptEarlyNorForgetsIt() {
    api.register("hangs", 1);
    api.register("free", 2);
    String job = create(", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
    server.forward(Duration.ofSeconds(-600));

    String other = create("");
    awaitStatus(other, "ASSIGNED");
    server.forward(Duration.ofSeconds(650));
    api.progress(job, "hangs", 10).expect(200);
    assertThat(api.job(job).text("status")).isEqualTo("RUNNING");
    server.forward(Duration.ofSeconds(10));

    awaitStatus(job, "FAILED");
    assertThat(api.job(job).text("failure.code")).isEqualTo("TIMED_OUT");
  }

  @Test
  void aFailedJob_waitsLongerFromTimeToTime_andThatIsShown() {
    api.register("bad", 1);
    api.register("worse", 2);
    api.register("good", 3);
    String job = create("");
    api.fail(job, "bad", "no").expect(200);
    await().until(() -> api.job(job).text("provider.workerId").equals("worse"));
    api.fail(job, "worse", "no").expect(200);

    Answer waiting = api.job(job);
    assertThat(waiting.text("status")).isEqualTo("PENDING");
    assertThat(waiting.text("nextAttemptAt")).isNotEmpty();

    server.forward(Duration.ofSeconds(2));
    await().until(() -> api.job(job).text("provider.workerId").equals("good"));
  }

  @Test
  void timesThatMakeNoSense_areRefused() {
    for (String more :
        new String[] {
          ", \"timeoutSeconds\": 0",
          ", \"timeoutSeconds\": 2592001",
          ", \"progressTimeoutSeconds\": 1.5",
          ", \"expiresAt\": \"2020-01-01T00:00:00Z\"",
          ", \"expiresAt\": \"tomorrow\"",
          ", \"notBefore\": \"2020-01-01T00:00:00\"",
          ", \"retry\": {\"maxReassignments\": 11}",
          ", \"retry\": {\"backoffSeconds\": [3601]}",
          ", \"retry\": {\"backoffSeconds\": \"long\"}"
        }) {
      api.post("/api/jobs/create", Api.job("ALICE", more)).expect(400);
    }
    assertThat(api.get("/api/jobs/user/ALICE").expect(200).body()).isEmpty();
  }

  private String create(String more) {
    return api.create("ALICE", more).text("job.id");
  }

  private String in(int seconds) {
    return server.now().plusSeconds(seconds).toString();
  }

  private void awaitStatus(String job, String status) {
    await().until(() -> api.job(job).text("status").equals(status));
  }
}
