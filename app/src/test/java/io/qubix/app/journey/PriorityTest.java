package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
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
      completeNext(next);
    }
  }

  @Test
  void underFair_consumersTakeTurns_alsoAfterARestart() {
    stop();
    String url = TestDatabase.url();
    server = Server.on(url, "--qubix.matching.order=fair");
    api = server.api();
    api.register("w-1", 1);
    List<String> many = Stream.of(1, 2, 3).map(i -> createFor("MANY")).toList();
    String few = createFor("FEW");
    completeNext(many.get(0));
    assertThat(api.job(many.get(1)).text("provider.workerId")).isEqualTo("w-1");
    stop();
    server = Server.on(url, "--qubix.matching.order=fair");
    api = server.api();

    completeNext(many.get(1));
    completeNext(few);
    completeNext(many.get(2));
    assertThat(api.job(few).text("attempts.0.receipt.turn.order")).isEqualTo("fair/1");
    assertThat(api.job(few).at("attempts.0.receipt.turn.atWork").asInt()).isZero();
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

  private void completeNext(String job) {
    Answer held = api.get("/api/jobs/pending/w-1?wait=10").expect(200);
    assertThat(held.text("0.id")).isEqualTo(job);
    api.complete(job, "w-1", 1).expect(200);
  }

  private String create(String terms) {
    return api.create("ALICE", terms).text("job.id");
  }

  private String createFor(String consumer) {
    return api.create(consumer).text("job.id");
  }
}
