package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes on one database are one service. */
class ClusterTest {

  private static Server first;
  private static Server second;
  private static Api a;
  private static Api b;

  @BeforeAll
  static void start() {
    String database = TestDatabase.url();
    first = Server.on(database);
    second = Server.on(database);
    a = first.api();
    b = second.api();
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void whatOneNodeAnsweredTheOtherKnows() {
    a.register("both-1", 0.4);
    assertThat(b.get("/api/providers/both-1").expect(200).text("workerId")).isEqualTo("both-1");

    String job = b.create("ALICE", ", \"maxPrice\": 0.4").text("job.id");
    assertThat(a.job(job).text("status")).isEqualTo("ASSIGNED");
    assertThat(a.get("/api/jobs/pending/both-1").expect(200).body()).hasSize(1);
    b.progress(job, "both-1", 10).expect(200);
    assertThat(a.job(job).at("progress").asInt()).isEqualTo(10);
    a.progress(job, "both-1", 20).expect(200);
    assertThat(b.job(job).at("progress").asInt()).isEqualTo(20);
    b.complete(job, "both-1", 36).expect(200);
    assertThat(a.job(job).text("status")).isEqualTo("COMPLETED");
    assertThat(a.get("/api/accounts/ALICE").expect(200).at("spent").decimalValue())
        .isEqualByComparingTo("0.004");
    a.heartbeat("both-1", "offline").expect(200);
  }

  @Test
  void aWorkerThatPollsOneNodeHearsOfAJobCreatedOnTheOther() {
    for (Api[] pair : new Api[][] {{a, b}, {b, a}}) {
      String worker = "poller-" + System.identityHashCode(pair);
      a.register(worker, 0.05);
      CompletableFuture<Answer> poll = pair[0].getLater("/api/jobs/pending/" + worker + "?wait=30");
      String job = pair[1].create("BOB", ", \"maxPrice\": 0.05").text("job.id");
      assertThat(poll.join().expect(200).text("0.id")).isEqualTo(job);
      pair[1].post("/api/jobs/" + job + "/cancel", "{}").expect(200);
      a.heartbeat(worker, "offline").expect(200);
    }
  }

  @Test
  void aStaleCopyNeitherRefusesNorAcceptsWrongly() {
    a.register("stale-1", 0.06);
    String job = a.create("CAROL", ", \"maxPrice\": 0.06").text("job.id");
    // Each node has its copy of the job; now they take turns.
    for (int percent = 1; percent <= 40; percent++) {
      (percent % 2 == 0 ? a : b).progress(job, "stale-1", percent).expect(200);
    }
    b.post("/api/jobs/" + job + "/cancel", "{}").expect(200);
    a.complete(job, "stale-1", 1).expect(409);
    String next = b.create("CAROL", ", \"maxPrice\": 0.06").text("job.id");
    assertThat(a.job(next).text("status")).isEqualTo("ASSIGNED");
    a.complete(next, "stale-1", 1).expect(200);
    a.heartbeat("stale-1", "offline").expect(200);
  }

  @Test
  void equalCompletionsOnBothNodesArePaidOnce() {
    a.register("twice-1", 0.07);
    String job = a.create("DAVE", ", \"maxPrice\": 0.07").text("job.id");
    List<CompletableFuture<Answer>> reports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reports.add(
          (i % 2 == 0 ? a : b)
              .postLater("/api/jobs/" + job + "/complete", Api.completed("twice-1", 100)));
    }
    Set<String> bodies = new TreeSet<>();
    reports.forEach(report -> bodies.add(report.join().expect(200).body().toString()));
    assertThat(bodies).hasSize(1);
    assertThat(b.get("/api/transactions/history/DAVE").expect(200).body()).hasSize(1);
    assertThat(a.get("/api/providers/twice-1").at("totalJobs").asInt()).isEqualTo(1);
    a.heartbeat("twice-1", "offline").expect(200);
  }

  @Test
  void aReadModelIsRebuiltWhileBothNodesServe() {
    a.register("rebuild-1", 0.08);
    for (int i = 0; i < 30; i++) {
      String job = (i % 2 == 0 ? a : b).create("ERIN", ", \"maxPrice\": 0.08").text("job.id");
      a.complete(job, "rebuild-1", i).expect(200);
    }
    for (String projection : List.of("job", "provider", "user", "ledger", "act")) {
      String jobs = a.get("/api/jobs/user/ERIN").expect(200).body().toString();
      String history = a.get("/api/transactions/history/ERIN").expect(200).body().toString();
      String provider = a.get("/api/providers/rebuild-1/earnings").expect(200).body().toString();
      b.post("/api/admin/projections/" + projection + "/replay", "").expect(202);
      await()
          .untilAsserted(
              () -> {
                assertThat(a.get("/api/jobs/user/ERIN").expect(200).body().toString())
                    .isEqualTo(jobs);
                assertThat(a.get("/api/admin/projections").expect(200).body().toString())
                    .doesNotContain("REBUILDING");
              });
      assertThat(b.get("/api/transactions/history/ERIN").expect(200).body().toString())
          .isEqualTo(history);
      assertThat(b.get("/api/providers/rebuild-1/earnings").expect(200).body().toString())
          .isEqualTo(provider);
    }
    assertThat(b.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    a.heartbeat("rebuild-1", "offline").expect(200);
  }
}
