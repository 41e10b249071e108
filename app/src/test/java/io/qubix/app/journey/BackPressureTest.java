package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The log is stuck: clients are told when to come back, and no request waits without end. */
class BackPressureTest {

  /** The one that everybody who appends stands in line for, by docs/adr/0001. */
  private static final String HOLD_THE_LOG = "select pg_advisory_xact_lock(124748976191596)";

  private static final int QUEUE = 2;

  @Test
  void whileTheLogIsStuckClientsAreToldToComeBack_andThenEverythingGoesOn() throws Exception {
    String url = TestDatabase.url();
    try (Server server = Server.on(url, "--qubix.append.queue=" + QUEUE, "--qubix.append.wait=3s");
        Connection holder = DriverManager.getConnection(url)) {
      Api api = server.api();
      for (int i = 0; i < QUEUE + 2; i++) {
        api.register("w" + i, 1);
      }
      holder.setAutoCommit(false);
      holder.createStatement().execute(HOLD_THE_LOG);

      List<CompletableFuture<Answer>> waiting = new ArrayList<>();
      // One is being written, the others wait in line.
      waiting.add(createLater(api, 0));
      await().until(() -> waitingForTheLock(url) > 0);
      for (int i = 1; i <= QUEUE; i++) {
        waiting.add(createLater(api, i));
      }
      await()
          .until(
              () ->
                  server.get(MeterRegistry.class).get("qubix.log.waiting").gauge().value()
                      == QUEUE);

      assertComeBack(create(api, 99));
      assertThat(waiting).as("the refusal was at once").noneMatch(CompletableFuture::isDone);

      // Queries do not need the log to be written.
      assertThat(api.get("/api/providers/w0").status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> waiting.stream().allMatch(w -> w.isDone()));
      waiting.forEach(answer -> assertComeBack(answer.join()));

      holder.rollback();
      // The same requests again: each of them is one job, however often it was asked for.
      for (int i : new int[] {0, 1, 2, 99}) {
        await().atMost(Duration.ofMinutes(1)).until(() -> create(api, i).status() == 200);
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(api.get("/api/jobs/user/ALICE").expect(200).body())
                      .hasSize(QUEUE + 2)
                      .allMatch(job -> job.path("status").asString().equals("ASSIGNED")));
      assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
    }
  }

  private static Answer create(Api api, int number) {
    return api.post("/api/jobs/create", Api.job("ALICE", ""), "Idempotency-Key", "job-" + number);
  }

  private static CompletableFuture<Answer> createLater(Api api, int number) {
    return CompletableFuture.supplyAsync(
        () -> create(api, number), task -> new Thread(task).start());
  }

  private static void assertComeBack(Answer answer) {
    answer.expect(503);
    assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.at("status").asInt()).isEqualTo(503);
    assertThat(answer.text("detail")).contains("try again");
  }

  private static long waitingForTheLock(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet count =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                        + " and database ="
                        + " (select oid from pg_database where datname = current_database())")) {
      count.next();
      return count.getLong(1);
    }
  }
}
