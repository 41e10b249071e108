package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job of a higher priority comes first. */
class PriorityTest {

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
  void theJobOfTheHighestPriorityComesFirst_thenTheOthersInTheirOrder() {
    String usual = create("");
    String low = create(", \"priority\": 0");
    String high = create(", \"priority\": 9");
    assertThat(api.job(usual).at("priority").asInt()).isEqualTo(5);
    assertThat(api.job(low).at("priority").asInt()).isZero();

    api.register("w-1", 1);

    for (String next : new String[] {high, usual, low}) {
      Answer held = api.get("/api/jobs/pending/w-1?wait=10").expect(200);
      assertThat(held.text("0.id")).isEqualTo(next);
      api.complete(next, "w-1", 1).expect(200);
    }
  }

  @Test
  void prioritiesThatDoNotExist_areRefused() {
    for (String priority : new String[] {"-1", "10", "1.5", "\"high\"", "[]"}) {
      Answer refused =
          api.post("/api/jobs/create", Api.job("ALICE", ", \"priority\": " + priority));
      refused.expect(400);
      assertThat(refused.text("errors.0.field")).isEqualTo("priority");
    }
    assertThat(api.get("/api/jobs/user/ALICE").expect(200).body()).isEmpty();
  }

  private String create(String terms) {
    return api.create("ALICE", terms).text("job.id");
  }
}
