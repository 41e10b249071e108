package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that was stopped goes on where it was. */
class RestartTest {

  @Test
  void theBookOfTheMatcherIsThereAgainAfterARestart() {
    String database = TestDatabase.url();
    List<String> waiting = new ArrayList<>();
    try (Server server = Server.on(database)) {
      server.api().register("patient", 1);
      waiting.add(server.api().create("ALICE").text("job.id"));
      waiting.add(server.api().create("ALICE").text("job.id"));
      waiting.add(server.api().create("ALICE").text("job.id"));
      assertThat(server.api().job(waiting.get(2)).text("status")).isEqualTo("PENDING");
    }
    try (Server server = Server.on(database)) {
      Api api = server.api();
      for (String job : waiting) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED"));
        api.complete(job, "patient", 60).expect(200);
      }
      assertThat(api.get("/api/providers/patient").at("totalJobs").asInt()).isEqualTo(3);
      assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    }
  }

  @Test
  void aDeadlineSurvivesARestart() {
    String database = TestDatabase.url();
    String job;
    try (Server server = Server.on(database)) {
      Answer created = server.api().create("ALICE");
      assertThat(created.text("job.status")).isEqualTo("PENDING");
      job = created.text("job.id");
    }
    try (Server server = Server.on(database)) {
      assertThat(server.api().job(job).at("assignmentTimedOut").asBoolean()).isFalse();
      server.get(TestClock.Movable.class).forward(Duration.ofSeconds(31));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.api().job(job).at("assignmentTimedOut").asBoolean());
      assertThat(server.api().job(job).text("status")).isEqualTo("PENDING");
    }
  }
}
