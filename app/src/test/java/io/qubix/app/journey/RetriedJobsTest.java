package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that failed is done again, as a new job. */
class RetriedJobsTest {

  private static final String AT_ONCE_OVER = ", \"retry\": {\"maxReassignments\": 0}";

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
  void aRetryOfAFailedJob_isAssignedAndDone_andBothNameEachOther_alsoAfterARestart() {
    api.register("bad", 1);
    String job = api.create("ALICE", AT_ONCE_OVER).text("job.id");
    api.fail(job, "bad", "no").expect(200);
    api.heartbeat("bad", "offline").expect(200);
    api.register("good", 2);
    assertThat(api.job(job).at("retriedBy").isNull()).isTrue();

    Answer retried = retry(job);

    String again = retried.text("job.id");
    assertThat(retried.text("job.retryOf")).isEqualTo(job);
    assertThat(retried.text("job.provider.workerId")).isEqualTo("good");
    assertThat(retried.text("job.inputData.prompt")).isEqualTo("Hi");
    assertThat(api.job(job).text("retriedBy")).isEqualTo(again);
    api.complete(again, "good", 1).expect(200);
    api.post("/api/jobs/" + again + "/retry", "").expect(409);
    assertThat(retry(job).at("job")).isEqualTo(retried.at("job"));
    assertThat(api.get("/api/jobs/user/ALICE").expect(200).body()).hasSize(2);

    stop();
    start();
    assertThat(api.job(job).text("retriedBy")).isEqualTo(again);
    assertThat(api.job(again).text("status")).isEqualTo("COMPLETED");
    assertThat(retry(job).text("job.id")).isEqualTo(again);
  }

  @Test
  void aRetryThatWaits_isTakenByWhoComesLater() {
    String job = api.create("ALICE", "").text("job.id");
    api.cancel(job).expect(200);
    String again = retry(job).text("job.id");
    assertThat(api.job(again).text("status")).isEqualTo("PENDING");

    api.register("late", 1);

    await().until(() -> api.job(again).text("status").equals("ASSIGNED"));
    assertThat(api.job(job).text("status")).isEqualTo("CANCELLED");
  }

  private Answer retry(String job) {
    return api.post("/api/jobs/" + job + "/retry", "{\"qubicAddress\": \"ALICE\"}").expect(200);
  }
}
